package throughline.policy;

import java.util.Set;
import java.util.TreeSet;
import throughline.landscape.GateName;

/** The codes of exceptions that a landscape can name, by when they are open. */
public final class ExceptionCodes {

    private static final String GATES =
            """
            customer-unknown customer-blocked customer-not-unique legal-entity-undecided
            legal-entity-ambiguous legal-entity-unknown legal-entity-differs unit-unknown
            lines-missing line-ids-not-unique pricing-model-unknown pricing-not-allowed
            condition-missing condition-unknown condition-unreadable fees-do-not-add-up
            tiers-missing tier-gap block-without-hours price-missing price-not-positive
            currency-mixed currency-not-allowed lines-do-not-add-up rate-card-missing
            rate-missing cap-not-positive cap-below-price internal-line-priced
            number-out-of-range tax-treatment-undecided tax-treatment-unknown
            tax-treatment-mixed template-undecided term-missing term-empty schedule-missing
            schedule-unreadable milestone-duplicate milestone-on-two-lines holdback-incomplete
            holdback-release-unknown cap-circular cap-shared-unknown service-level-incomplete
            milestone-amount-or-share schedule-does-not-add-up schedule-part-not-positive
            schedule-outside-term resources-do-not-explain-price estimate-not-positive
            estimate-rate-missing revenue-method-undecided revenue-method-unknown
            revenue-method-incompatible measured-by-unknown standalone-selling-price-missing
            price-not-allocated approval-missing approval-void approval-four-eyes
            approval-not-entitled
            """;
    private static final String CONTRACTS =
            """
            change-order-refused change-order-unpriced change-order-after-cancellation
            work-at-risk terms-changed-after-booking rate-missing role-unknown time-refused
            milestone-unknown share-impossible cap-warning cap-exceeded purchase-order-exceeded
            invoice-not-conforming sow-price-exceeded sow-cap-exceeded sow-schedule-differs
            sow-milestone-billed-twice sow-rate-above-card sow-expense-outside-policy
            sow-outside-term line-unknown purchase-order-warning purchase-order-unreadable
            billed-time-changed credit-undecided credit-differs invoice-overpaid
            refund-exceeds-payments estimate-impossible expense-refused usage-refused
            expense-currency receipt-missing usage-unexpected owed-to-customer invoice-differs
            invoice-unknown drift no-open-period action-rejected action-ambiguous
            action-cancelled
            """;
    private static final String ENDLESS =
            """
            work-outside-term accepted-after-cancellation credit-impossible currency-differs
            credit-exceeds-invoice credit-unit-unknown credit-voided-after-write-off
            credit-voided-after-billing voided-though-credited
            """;

    private ExceptionCodes() {}

    /** Those of the nine gates: open until a deal is booked, and not again. */
    public static Set<String> ofGates() {
        Set<String> codes = words(GATES);
        for (GateName gate : GateName.values()) {
            codes.add(Case.word(gate) + "-incomplete");
            codes.add(Case.word(gate) + "-policy-unreadable");
        }
        return codes;
    }

    /** Those of booked contracts that close when their cause is gone. */
    public static Set<String> ofContracts() {
        return words(CONTRACTS);
    }

    /** Those that nothing closes: what happened stays wrong, whatever people agree about it. */
    public static Set<String> endless() {
        return words(ENDLESS);
    }

    private static Set<String> words(String text) {
        return new TreeSet<>(Set.of(text.strip().split("\\s+")));
    }
}
