package throughline.billing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import throughline.engagement.BusinessException;
import throughline.landscape.GateName;
import throughline.landscape.GatePolicy;
import throughline.landscape.Unit;

/**
 * What people may let go though it stands against the agreement: the order and the clauses that
 * invoices are held against. Who may is said by the waivers of the gate of schedules.
 */
public final class Waivable {

    private static final Set<String> CODES = codes();

    private Waivable() {}

    private static Set<String> codes() {
        Set<String> codes = new HashSet<>(StatementOfWork.CLAUSES);
        codes.add(Conformance.EXCEEDED);
        codes.add(Conformance.NOT_CONFORMING);
        return codes;
    }

    /** Whether an open exception can be waived. */
    public static boolean is(BusinessException open) {
        return CODES.contains(open.code());
    }

    /**
     * Whether a waiver is about an open exception.
     *
     * @param code the exception's code, for all of its kind in the engagement, or its key, for just
     *     this one
     */
    public static boolean isAbout(BusinessException open, String code) {
        return is(open) && (open.code().equals(code) || open.key().equals(code));
    }

    /** The roles that may waive; none when nobody may. */
    public static List<String> waivers(Unit unit) {
        return unit.gates().stream()
                .filter(policy -> policy.gate() == GateName.SCHEDULE)
                .findFirst()
                .map(GatePolicy::waivers)
                .orElse(List.of());
    }
}
