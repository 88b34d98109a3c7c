package throughline.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Counts how often something was looked at and did not hold. */
final class Tally {

    private static final int EXAMPLES = 5;

    private final String name;
    private final String formula;
    private final List<String> examples = new ArrayList<>();
    private long checked;
    private long failures;

    Tally(String name, String formula) {
        this.name = name;
        this.formula = formula;
    }

    void look(boolean holds, Supplier<String> otherwise) {
        checked++;
        if (!holds) {
            failures++;
            if (examples.size() < EXAMPLES) {
                examples.add(otherwise.get());
            }
        }
    }

    CheckResult result() {
        return new CheckResult(name, formula, checked, failures, examples);
    }
}
