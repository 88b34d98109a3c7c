package throughline.policy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The tax treatment of the sale; the rate is the financial system's business. */
final class TaxGate {

    static final Set<String> TREATMENTS =
            Set.of("domestic", "reverse-charge", "export", "exempt", "intra-group", "out-of-scope");

    private TaxGate() {}

    static Draft examine(Case asked, Draft draft, Findings findings) {
        SortedSet<String> treatments = new TreeSet<>();
        for (LineDraft line : draft.lines()) {
            asked.decide("tax-treatment", () -> Inputs.ofLine(asked, draft, line), findings)
                    .flatMap(row -> row.output("treatment"))
                    .or(() -> asked.setting("default"))
                    .ifPresentOrElse(
                            treatments::add, () -> undecided(asked, line.serviceLine(), findings));
        }
        if (treatments.isEmpty()) {
            if (draft.lines().isEmpty()) {
                undecided(asked, "", findings);
            }
            return draft;
        }
        if (treatments.size() > 1) {
            findings.essential(
                    "tax-treatment-mixed",
                    "Cannot tax the contract one way: its lines lead to "
                            + String.join(", ", treatments)
                            + ". Split the deal by treatment.",
                    Map.of("treatments", String.join(", ", treatments)));
            return draft;
        }
        return treated(draft, treatments.first(), findings);
    }

    private static Draft treated(Draft draft, String treatment, Findings findings) {
        if (!TREATMENTS.contains(treatment)) {
            findings.essential(
                    "tax-treatment-unknown",
                    "Cannot tax by \""
                            + treatment
                            + "\": no such treatment is known. Use one of "
                            + String.join(", ", new TreeSet<>(TREATMENTS))
                            + ".",
                    Map.of("treatment", treatment));
            return draft;
        }
        return draft.taxed(treatment);
    }

    private static void undecided(Case asked, String serviceLine, Findings findings) {
        Optional<String> country = asked.facts().customer().flatMap(it -> it.country());
        String buyer = country.orElse("a country that is not known");
        findings.essential(
                "tax-treatment-undecided",
                "Cannot tell how "
                        + (serviceLine.isEmpty() ? "the sale" : serviceLine)
                        + " to a customer in "
                        + buyer
                        + " is taxed: no row of the table"
                        + " tax-treatment matches. Add a row, or complete the customer.",
                Map.of("customer-country", country.orElse(""), "service-line", serviceLine));
    }
}
