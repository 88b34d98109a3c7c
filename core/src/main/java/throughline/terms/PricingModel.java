package throughline.terms;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import throughline.money.Money;

/** How a line gives rise to charges. Further models are further records. */
public sealed interface PricingModel {

    /** A fixed price billed by accepted milestones; the amounts add up to the price. */
    record FixedFeeMilestones(List<Milestone> milestones) implements PricingModel {
        public FixedFeeMilestones {
            milestones = List.copyOf(milestones);
        }
    }

    /** A fixed price billed by dates; the amounts add up to the price. */
    record FixedFeeCalendar(List<Instalment> instalments) implements PricingModel {
        public FixedFeeCalendar {
            instalments = List.copyOf(instalments);
        }
    }

    /**
     * Approved hours at the rate of a card.
     *
     * @param cap the most that may be billed, when there is a cap
     */
    record TimeAndMaterials(String rateCard, Optional<Money> cap) implements PricingModel {}

    /** Worked and costed, never billed. */
    record Internal() implements PricingModel {}

    /** A milestone with the amount that its acceptance entitles to. */
    record Milestone(String id, String name, Optional<LocalDate> due, Money amount) {}

    /** An amount that a date entitles to. */
    record Instalment(String id, LocalDate on, Money amount) {}

    /** Hours assumed for a role at a rate; explains the price and links demand to the booking. */
    record ResourceAssumption(String role, BigDecimal hours, Money rate) {}
}
