package throughline.landscape;

import java.util.Optional;
import java.util.Set;

/** Something that others have to do first: while it lasts, a business clock does not run. */
public sealed interface Pause {

    /** What people read where a clock stands still: {@code waiting-for-customer}. */
    String name();

    /** While the landscape's condition over {@code deal} and {@code customer} holds. */
    record While(String name, GatePolicy.Condition condition) implements Pause {}

    /**
     * While an exception is open.
     *
     * @param codes of which it has one; empty for any that ends by itself
     * @param owner whose it is; empty for anybody's
     */
    record UntilClosed(String name, Set<String> codes, Optional<String> owner) implements Pause {
        public UntilClosed {
            codes = Set.copyOf(codes);
        }
    }
}
