package throughline.landscape.expression;

import java.util.List;

/** What compiling a text comes to. */
public sealed interface Compiled {

    /** It can be evaluated. */
    record Usable(Expression expression) implements Compiled {}

    /** It cannot, for all of these reasons. */
    record Unusable(List<Problem> problems) implements Compiled {
        public Unusable {
            problems = List.copyOf(problems);
        }
    }
}
