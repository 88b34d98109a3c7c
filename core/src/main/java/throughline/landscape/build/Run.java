package throughline.landscape.build;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import throughline.landscape.Fault;
import throughline.landscape.expression.Expression;
import throughline.landscape.expression.Scope;
import throughline.landscape.expression.Unresolved;

/** One translation under way: its scope, and the faults found so far. */
final class Run {

    final Scope scope;
    private @Nullable List<Fault> faults;

    Run(Scope scope) {
        this.scope = scope;
    }

    void fault(Fault fault) {
        if (faults == null) {
            faults = new ArrayList<>();
        }
        faults.add(fault);
    }

    List<Fault> faults() {
        return faults == null ? List.of() : faults;
    }

    /** Whether anything stands against a result: faults, or records that are awaited. */
    boolean blocked() {
        return faults != null || !scope.missing().isEmpty();
    }

    /** The value; nothing after a fault, which is noted. */
    @Nullable Object value(Expression expression, String field) {
        try {
            return expression.evaluate(scope);
        } catch (Unresolved unresolved) {
            Fault fault = unresolved.fault();
            if (fault != null) {
                fault(
                        fault.path().isEmpty()
                                ? new Fault(field, fault.code(), fault.sentence())
                                : fault);
            }
            return null;
        } catch (ArithmeticException | DateTimeException | ClassCastException unfit) {
            fault(
                    new Fault(
                            field,
                            "wrong-type",
                            "%s cannot be computed by %s from what was sent: %s. Correct the values"
                                            .formatted(field, expression.text(), unfit.getMessage())
                                    + " at their source or the mapping."));
            return null;
        }
    }

    /** Faults from {@code since} on are about this element of a list. */
    void within(int since, String variable, String element) {
        if (faults == null) {
            return;
        }
        for (int i = since; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.path().equals(variable) || fault.path().startsWith(variable + ".")) {
                String path = element + fault.path().substring(variable.length());
                String sentence =
                        fault.sentence().startsWith(fault.path())
                                ? path + fault.sentence().substring(fault.path().length())
                                : fault.sentence();
                faults.set(i, new Fault(path, fault.code(), sentence));
            }
        }
    }
}
