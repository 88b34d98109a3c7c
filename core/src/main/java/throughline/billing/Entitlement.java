package throughline.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import throughline.money.Money;
import throughline.money.Reckoning;

/**
 * What one source of a line entitles to by now. What was charged for the source before is taken off
 * it; the difference is a further charge.
 *
 * @param source the milestone, instalment, period or record, {@code line/source}
 * @param on the day on which it counts
 * @param due all that the source entitles to, and how that came about
 * @param nature whether it is part of the committed price
 * @param units how many units that is; empty for what is not charged by units
 */
record Entitlement(
        String source, LocalDate on, Reckoning due, Nature nature, Optional<BigDecimal> units) {

    Entitlement(String source, LocalDate on, Reckoning due, Nature nature) {
        this(source, on, due, nature, Optional.empty());
    }

    /** All that the source entitles to. */
    Money amount() {
        return due.amount();
    }

    /** Nothing, while something stands in its way. */
    Entitlement unless(boolean held) {
        Reckoning nothing = Reckoning.of("the line is paused", Money.zero(amount().currency()));
        return held ? new Entitlement(source, on, nothing, nature) : this;
    }

    /** How an entitlement relates to the committed price. */
    enum Nature {
        /** Part of the price; charged once, under the name of its source. */
        INSTALMENT,
        /** Part of the price; charged as far as it was delivered. */
        DELIVERY,
        /** Comes on top of the price, and is contract value once it is delivered. */
        BEYOND,
        /** Like {@link #BEYOND}, and said for every period, also when it is nothing. */
        BEYOND_EVERY_PERIOD
    }

    /** Whether it adds to the contract value. */
    boolean isBeyond() {
        return switch (nature) {
            case INSTALMENT, DELIVERY -> false;
            case BEYOND, BEYOND_EVERY_PERIOD -> true;
        };
    }
}
