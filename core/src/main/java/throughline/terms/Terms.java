package throughline.terms;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;

/**
 * The terms in force after an amendment: everything agreed, as one value.
 *
 * @param amendment 0 for the original contract, then counted up
 * @param effective from when it counts
 * @param contentHash binds approvals to exactly this content
 */
public record Terms(
        int amendment,
        LocalDate effective,
        String legalEntity,
        String unit,
        CurrencyUnit currency,
        Optional<String> purchaseOrder,
        String taxTreatment,
        String projectTemplate,
        List<Line> lines,
        String contentHash) {

    public Terms {
        lines = List.copyOf(lines);
    }

    /** The other terms, with those lines that these have as they are here. */
    public Terms orElseAs(Terms other) {
        Map<String, Line> known = new HashMap<>();
        lines.forEach(line -> known.put(line.id(), line));
        List<Line> all =
                other.lines().stream().map(line -> known.getOrDefault(line.id(), line)).toList();
        return new Terms(
                other.amendment(),
                other.effective(),
                other.legalEntity(),
                other.unit(),
                other.currency(),
                other.purchaseOrder(),
                other.taxTreatment(),
                other.projectTemplate(),
                all,
                other.contentHash());
    }
}
