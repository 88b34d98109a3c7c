package throughline.engagement;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.observed.CanonicalRecord.ChangeOrder;

/**
 * A change order and the day on which it was agreed: the later of signature and approval.
 *
 * @param effective from when its terms count; from the agreement where it does not say
 */
record Ordered(ChangeOrder record, LocalDate agreedOn, LocalDate effective) {

    static Ordered of(Turn turn, ChangeOrder order) {
        Optional<LocalDate> approved =
                order.approvedAt().map(at -> at.atZone(turn.zone()).toLocalDate());
        LocalDate agreed =
                Stream.concat(order.signedOn().stream(), approved.stream())
                        .max(LocalDate::compareTo)
                        .orElseGet(() -> known(turn, order));
        return new Ordered(order, agreed, order.effective().orElse(agreed));
    }

    /** Where nobody says when it was agreed, the day on which it first counted. */
    private static LocalDate known(Turn turn, ChangeOrder order) {
        var before = turn.state().agreement().changes().agreed().get(order.key().toString());
        return before == null ? turn.today() : before.agreedOn();
    }

    /** How people call it. */
    String name() {
        return record.number();
    }

    /** From when it exists. */
    LocalDate day() {
        return agreedOn.isAfter(effective) ? agreedOn : effective;
    }
}
