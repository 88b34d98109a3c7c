package throughline.landscape.build;

import java.util.List;
import throughline.landscape.Release;

/** What building a release comes to. */
public sealed interface Built {

    /** A release. */
    record Whole(Release release, List<GoldenCase> goldenCases) implements Built {
        public Whole {
            goldenCases = List.copyOf(goldenCases);
        }
    }

    /** None, for all of these reasons. */
    record Broken(List<Defect> defects) implements Built {
        public Broken {
            defects = List.copyOf(defects);
        }
    }
}
