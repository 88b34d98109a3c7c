package throughline.connectors.declared;

import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.landscape.Fault;
import throughline.landscape.Lookup;
import throughline.landscape.expression.Expression;
import throughline.landscape.expression.Scope;
import throughline.landscape.expression.Unresolved;

/**
 * One expression of a system's file.
 *
 * @param what what it is for, in sentences
 * @param names what it may name, in the order of its slots
 */
record Term(String what, Expression expression, List<String> names, int slots) {

    Term {
        names = List.copyOf(names);
    }

    /**
     * Its value; null for nothing.
     *
     * @throws NoValueException when it cannot be worked out from what is given
     */
    @Nullable Object value(Given given) {
        Scope scope = new Scope(slots, Lookup.empty());
        for (int slot = 0; slot < names.size(); slot++) {
            scope.set(slot, given.get(names.get(slot)));
        }
        try {
            return expression.evaluate(scope);
        } catch (Unresolved unresolved) {
            Fault fault = unresolved.fault();
            throw new NoValueException(
                    what + ": " + (fault == null ? "it waits for a record." : fault.sentence()));
        } catch (ArithmeticException | DateTimeException | ClassCastException unfit) {
            throw new NoValueException(
                    "%s: %s cannot be worked out from what there is. Correct it in the file."
                            .formatted(what, expression.text()));
        }
    }

    /** Its value as a text; empty for nothing. */
    Optional<String> text(Given given) {
        Object value = value(given);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof List || value instanceof java.util.Map) {
            throw new NoValueException(
                    "%s: %s is not one value. Name a part of it."
                            .formatted(what, expression.text()));
        }
        return Optional.of(Encoding.PLAIN.text(value)).filter(text -> !text.isBlank());
    }

    /** Whether it holds; false when it cannot be worked out. */
    boolean holds(Given given) {
        try {
            return Boolean.TRUE.equals(value(given));
        } catch (NoValueException unknown) {
            return false;
        }
    }
}
