package throughline.landscape.expression;

import org.jspecify.annotations.Nullable;
import throughline.landscape.Fault;

/**
 * An expression has no value for this record: it met a fault, or waits for a record that has not
 * arrived. Carries no stack; it is a way out of an expression, not an error of ours.
 */
public final class Unresolved extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient @Nullable Fault fault;

    private Unresolved(@Nullable Fault fault) {
        super(fault == null ? "waiting" : fault.sentence(), null, false, false);
        this.fault = fault;
    }

    static Unresolved because(String path, String code, String sentence) {
        return new Unresolved(new Fault(path, code, sentence));
    }

    /** What is awaited was reported to the scope. */
    static Unresolved waiting() {
        return new Unresolved(null);
    }

    /** The fault; null when it waits, and the scope knows for what. */
    public @Nullable Fault fault() {
        return fault;
    }
}
