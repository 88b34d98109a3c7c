package throughline.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No sentence says "1 changes": the form of the word follows the number. */
final class SentencesAgreeWithNumbersTest {

    /** Words with an s that go with one thing: what stands before them is a name, not a count. */
    private static final Set<String> OF_ONE = Set.of("is", "was", "has", "takes", "tells");

    private static final String PLURAL = " (?!of )(?:[a-z-]+ )?([a-z]+s)\\b";

    /** Limits stand in the source, and nobody allows one byte. */
    private static final String NO_LIMIT = "(?<!at most |at least |more than | 1 to )";

    private static final List<Pattern> WRITTEN =
            List.of(
                    Pattern.compile(NO_LIMIT + "%,?d" + PLURAL),
                    Pattern.compile("(?:size|count|total)(?:\\(\\))?\\s*\\+\\s*\"" + PLURAL),
                    Pattern.compile("== 1 *\\? *\"\" : \"(s)\""));

    private static final Pattern SHOWN = Pattern.compile("\\$\\{[^}\"]*}" + PLURAL);

    @Test
    void a_count_and_what_it_counts_are_written_together() {
        List<Finding> findings = new ArrayList<>();
        for (Path file : Sources.main()) {
            String place = Sources.relative(file);
            if (place.startsWith("core/") || place.startsWith("platform/")) {
                WRITTEN.forEach(pattern -> look(place, text(file), pattern, findings));
            }
        }
        templates().forEach(file -> look(Sources.relative(file), text(file), SHOWN, findings));
        assertThat(findings).as(Finding.listed(findings)).isEmpty();
    }

    private static void look(String place, String text, Pattern pattern, List<Finding> findings) {
        pattern.matcher(text)
                .results()
                .filter(found -> !OF_ONE.contains(found.group(1)))
                .forEach(found -> findings.add(finding(place, text, found)));
    }

    private static Finding finding(String place, String text, MatchResult found) {
        long line = text.substring(0, found.start()).lines().count();
        return new Finding(
                place + ":" + line,
                "\"" + found.group() + "\" is wrong for one thing",
                "Write both with Counted");
    }

    private static List<Path> templates() {
        try (Stream<Path> all = Files.list(Sources.root().resolve("platform/src/main/jte"))) {
            return all.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        return String.join("\n", Sources.lines(file));
    }
}
