package throughline.insight;

import java.util.List;

/**
 * What one check came to.
 *
 * @param formula what has to hold
 * @param checked how many times it was looked at
 * @param failures how many times it did not hold
 * @param examples of failures, as sentences; a few at most
 */
public record CheckResult(
        String name, String formula, long checked, long failures, List<String> examples) {

    public CheckResult {
        examples = List.copyOf(examples);
    }

    /** Whether it holds everywhere. */
    public boolean holds() {
        return failures == 0;
    }
}
