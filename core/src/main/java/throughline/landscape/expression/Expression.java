package throughline.landscape.expression;

import dev.cel.common.types.CelType;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One checked expression.
 *
 * <p><b>Threads</b>: safe; all that changes is in the scope.
 */
public final class Expression {

    private final String text;
    private final CelType type;
    private final Step step;
    private final References references;
    private final int line;

    Expression(String text, CelType type, Step step, References references) {
        this(text, type, step, references, 0);
    }

    private Expression(String text, CelType type, Step step, References references, int line) {
        this.line = line;
        this.text = text;
        this.type = type;
        this.step = step;
        this.references = references;
    }

    /** As it is written. */
    public String text() {
        return text;
    }

    /** The line that it is written at, counted from 1; 0 when nobody says. */
    public int line() {
        return line;
    }

    /** The same, written at a line. */
    public Expression at(int where) {
        return new Expression(text, type, step, references, where);
    }

    /** What it yields; {@link Types#ANY} where only the record can tell. */
    public CelType type() {
        return type;
    }

    /** What it reads of the world outside it. */
    public References references() {
        return references;
    }

    /**
     * Its value in a scope.
     *
     * @throws Unresolved when it has none
     */
    public @Nullable Object evaluate(Scope scope) {
        return step.run(scope);
    }

    /**
     * What an expression refers to, for lineage and for finding cycles.
     *
     * @param sources paths in the raw record, in the order in which they are read
     * @param required records that must be there, as {@code system:type}
     * @param lookedUp records that may be there, as {@code system:type}
     * @param named keys that are only written down, as {@code system:type}
     * @param tables code maps
     * @param reads fields of the raw record by their whole way, {@code Lines[].Amount}; those of
     *     another variable begin with its name and a colon
     * @param way the way that the expression is, when it is nothing else
     */
    public record References(
            Set<String> sources,
            Set<String> required,
            Set<String> lookedUp,
            Set<String> named,
            Set<String> tables,
            Set<String> reads,
            Optional<String> way) {
        public References {
            sources = Collections.unmodifiableSet(new LinkedHashSet<>(sources));
            required = Set.copyOf(required);
            lookedUp = Set.copyOf(lookedUp);
            named = Set.copyOf(named);
            tables = Set.copyOf(tables);
            reads = Collections.unmodifiableSet(new LinkedHashSet<>(reads));
        }
    }
}
