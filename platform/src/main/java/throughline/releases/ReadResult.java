package throughline.releases;

import java.util.List;
import throughline.landscape.Release;
import throughline.landscape.build.Defect;
import throughline.landscape.build.GoldenCase;

/** What reading a landscape comes to. */
public sealed interface ReadResult {

    /** A release, and the files that it was made of. */
    record Released(Release release, List<GoldenCase> goldenCases, LandscapeFiles files)
            implements ReadResult {
        public Released {
            goldenCases = List.copyOf(goldenCases);
        }

        /** How the golden cases went, in the order of their files. */
        public List<GoldenCase.Verdict> verdicts() {
            return goldenCases.stream().map(golden -> golden.run(release)).toList();
        }
    }

    /** No release, for all of these reasons. */
    record Faulty(List<Defect> defects, LandscapeFiles files) implements ReadResult {
        public Faulty {
            defects = List.copyOf(defects);
        }

        /** All reasons, one a line. */
        public String sentences() {
            return String.join("\n", defects.stream().map(Defect::toString).toList());
        }
    }
}
