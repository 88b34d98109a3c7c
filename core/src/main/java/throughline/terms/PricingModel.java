package throughline.terms;

import static java.util.Comparator.comparing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import throughline.calendar.DateRange;
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
            instalments = instalments.stream().sorted(comparing(Instalment::on)).toList();
        }
    }

    /**
     * Approved hours at the rate of a card.
     *
     * @param cap the most that may be billed, when there is a cap
     */
    record TimeAndMaterials(String rateCard, Optional<Money> cap) implements PricingModel {}

    /** A fixed price billed by measured percent complete. */
    record Progress() implements PricingModel {}

    /**
     * Approved hours at the rate of a card, set off against an advance until that is used up.
     *
     * @param advance billed on the first day of the term
     */
    record AdvanceDrawdown(String rateCard, Money advance) implements PricingModel {}

    /**
     * A fee for every period, which includes some hours.
     *
     * @param fees of every period of the term, the first and last by their days
     * @param included hours of a full period
     * @param extraHour what an hour beyond the included ones costs; empty when it is included too
     */
    record Retainer(List<Fee> fees, BigDecimal included, Unused unused, Optional<Money> extraHour)
            implements PricingModel {
        public Retainer {
            fees = List.copyOf(fees);
        }
    }

    /**
     * Hours that are bought ahead and used up.
     *
     * @param price of one block
     * @param hours of one block
     * @param topUpAt when no more than these hours are left, another block is bought
     * @param extraHour what an hour beyond the bought ones costs, where none are bought on
     * @param breakagePercent share of the bought hours that is expected never to be used; empty
     *     when no such expectation is held
     */
    record PrepaidBlock(
            Money price,
            BigDecimal hours,
            Optional<BigDecimal> topUpAt,
            Optional<Money> extraHour,
            Optional<BigDecimal> breakagePercent)
            implements PricingModel {

        /** Whether another block is bought when hours run low. */
        public boolean goesOn() {
            return topUpAt.isPresent();
        }
    }

    /**
     * A recurring service: a fee for every period, units that it includes, and prices for more.
     *
     * @param included units of a full period that the fee covers
     * @param tiers prices of the units beyond; empty when they are not measured
     * @param minimum the least that a full period costs, fee included
     */
    record ManagedService(
            List<Fee> fees, BigDecimal included, List<Tier> tiers, Optional<Money> minimum)
            implements PricingModel {
        public ManagedService {
            fees = List.copyOf(fees);
            tiers = List.copyOf(tiers);
        }
    }

    /** Accepted units at tiered prices, counted over the whole term. */
    record PerUnit(List<Tier> tiers) implements PricingModel {
        public PerUnit {
            tiers = List.copyOf(tiers);
        }
    }

    /** Amounts that are due when conditions are met, and not before. */
    record Outcome(List<Milestone> conditions) implements PricingModel {
        public Outcome {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * What was spent, passed on.
     *
     * @param markupPercent added to it
     * @param receiptAbove amounts up to which no receipt is needed; empty when always
     */
    record Expenses(BigDecimal markupPercent, Optional<Money> receiptAbove)
            implements PricingModel {}

    /** Worked and costed, never billed. */
    record Internal() implements PricingModel {}

    /** A milestone with the amount that its acceptance entitles to. */
    record Milestone(String id, String name, Optional<LocalDate> due, Money amount) {}

    /** An amount that a date entitles to, whatever was delivered. */
    sealed interface Dated {
        /** What tells it apart on its line. */
        String id();

        /** The day on which it is billed. */
        LocalDate on();

        /** What is billed. */
        Money amount();
    }

    /** An amount that a date entitles to. */
    record Instalment(String id, LocalDate on, Money amount) implements Dated {}

    /** Hours assumed for a role at a rate; explains the price and links demand to the booking. */
    record ResourceAssumption(String role, BigDecimal hours, Money rate) {}

    /**
     * The fee of one period.
     *
     * @param covers the days of the term that it is for, half-open
     * @param on the day on which it is billed
     * @param part of a full period that it covers, by days; 1 for a full one
     */
    record Fee(String id, DateRange covers, LocalDate on, Money amount, BigDecimal part)
            implements Dated {}

    /**
     * The price of units up to a quantity; the last tier has no bound.
     *
     * @param per how many units the price is for; empty for one
     */
    record Tier(Optional<BigDecimal> upTo, Money price, Optional<BigDecimal> per) {}

    /** What becomes of included hours that were not used in their period. */
    sealed interface Unused {
        /** They are gone. */
        record Lost() implements Unused {}

        /**
         * They may be used later.
         *
         * @param cap the most hours that are carried; empty when all are
         * @param periods how many periods later they are gone
         */
        record RollsOver(Optional<BigDecimal> cap, int periods) implements Unused {}

        /** They are given back at a price for each hour, at the end of the term. */
        record TruedUp(Money perHour) implements Unused {}
    }

    /** The name that deals, tables and documents use. */
    default String word() {
        return switch (this) {
            case FixedFeeMilestones _ -> "fixed-fee-milestones";
            case FixedFeeCalendar _ -> "fixed-fee-calendar";
            case TimeAndMaterials _ -> "time-and-materials";
            case Progress _ -> "progress";
            case AdvanceDrawdown _ -> "advance-drawdown";
            case Retainer _ -> "retainer";
            case PrepaidBlock _ -> "prepaid-block";
            case ManagedService _ -> "managed-service";
            case PerUnit _ -> "unit";
            case Outcome _ -> "outcome";
            case Expenses _ -> "expenses";
            case Internal _ -> "internal";
        };
    }

    /** What somebody accepts, so that it may be billed. */
    default List<Milestone> milestones() {
        return switch (this) {
            case FixedFeeMilestones(var milestones) -> milestones;
            case Outcome(var conditions) -> conditions;
            case FixedFeeCalendar _, TimeAndMaterials _, Progress _, AdvanceDrawdown _ -> List.of();
            case Retainer _, PrepaidBlock _, ManagedService _, PerUnit _ -> List.of();
            case Expenses _, Internal _ -> List.of();
        };
    }

    /** What dates entitle to, in the order of the dates. */
    default List<? extends Dated> dated() {
        return switch (this) {
            case FixedFeeCalendar(var instalments) -> instalments;
            case Retainer retainer -> retainer.fees();
            case ManagedService service -> service.fees();
            case FixedFeeMilestones _, TimeAndMaterials _, Progress _, AdvanceDrawdown _ ->
                    List.of();
            case PrepaidBlock _, PerUnit _, Outcome _, Expenses _, Internal _ -> List.of();
        };
    }

    /** The same as a schedule. */
    default List<Instalment> instalments() {
        return dated().stream()
                .map(due -> new Instalment(due.id(), due.on(), due.amount()))
                .toList();
    }

    /** The card that prices its hours, where hours are billed. */
    default Optional<String> hourly() {
        return switch (this) {
            case TimeAndMaterials(var card, _) -> Optional.of(card);
            case AdvanceDrawdown(var card, _) -> Optional.of(card);
            case FixedFeeMilestones _, FixedFeeCalendar _, Progress _, Retainer _ ->
                    Optional.empty();
            case PrepaidBlock _, ManagedService _, PerUnit _, Outcome _ -> Optional.empty();
            case Expenses _, Internal _ -> Optional.empty();
        };
    }

    /**
     * What delivery reports of it beside hours and milestones: {@code usage} or {@code progress}.
     */
    default Optional<String> measure() {
        return switch (this) {
            case Progress _ -> Optional.of("progress");
            case PerUnit _ -> Optional.of("usage");
            case ManagedService service ->
                    service.tiers().isEmpty() ? Optional.empty() : Optional.of("usage");
            case FixedFeeMilestones _, FixedFeeCalendar _, TimeAndMaterials _, AdvanceDrawdown _ ->
                    Optional.empty();
            case Retainer _, PrepaidBlock _, Outcome _, Expenses _, Internal _ -> Optional.empty();
        };
    }
}
