package throughline.engagement;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.terms.Terms;

/** How far a deal has come. */
public sealed interface Contract {

    /** Not agreed: open, lost, or held at a gate. */
    record Proposed() implements Contract {}

    /** All gates passed and booked; the systems are being aligned. */
    record Booked(Terms terms, LocalDate bookedOn) implements Contract {}

    /** Every system holds what activation needs. */
    record Active(Terms terms, LocalDate bookedOn, LocalDate since) implements Contract {}

    /**
     * Booked, and then lost again.
     *
     * @param left what the cancellation took from each line's price
     */
    record Cancelled(Terms terms, LocalDate bookedOn, LocalDate on, Map<String, Money> left)
            implements Contract {
        public Cancelled {
            left = Entries.of(left);
        }
    }

    /** What was agreed, also when it was cancelled later. */
    default Optional<Terms> agreed() {
        return switch (this) {
            case Proposed _ -> Optional.empty();
            case Booked(var terms, _) -> Optional.of(terms);
            case Active(var terms, _, _) -> Optional.of(terms);
            case Cancelled(var terms, _, _, _) -> Optional.of(terms);
        };
    }

    /** What of a line's price is still committed; empty for a line without a price. */
    default Optional<Money> committed(Line line) {
        return switch (this) {
            case Proposed _ -> Optional.empty();
            case Booked _, Active _ -> line.price();
            case Cancelled(_, _, _, var left) ->
                    line.price()
                            .map(
                                    price ->
                                            left.containsKey(line.id())
                                                    ? price.minus(left.get(line.id()))
                                                    : price);
        };
    }

    /** The same with other terms. */
    default Contract withTerms(Terms terms) {
        return switch (this) {
            case Proposed _ -> this;
            case Booked(_, var bookedOn) -> new Booked(terms, bookedOn);
            case Active(_, var bookedOn, var since) -> new Active(terms, bookedOn, since);
            case Cancelled(_, var bookedOn, var on, var left) ->
                    new Cancelled(terms, bookedOn, on, left);
        };
    }

    /** Whether it stands: booked and not cancelled. */
    default boolean stands() {
        return switch (this) {
            case Booked _, Active _ -> true;
            case Proposed _, Cancelled _ -> false;
        };
    }
}
