package throughline.engagement;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import throughline.money.Money;
import throughline.policy.Violation;
import throughline.terms.Amendment;

/** What a change order comes to today. */
sealed interface OrderReading {

    /** Nobody has agreed to it: the old terms go on (606-10-25-10; IFRS 15.18). */
    record NotApproved() implements OrderReading {}

    /** Agreed, and in force from a later day on. */
    record Later(LocalDate on) implements OrderReading {}

    /** Its scope is agreed and its price is not (606-10-25-11; IFRS 15.19). */
    record Unpriced(List<String> lines) implements OrderReading {}

    /** It cannot be. */
    record Refused(List<Violation> violations, Optional<Money> atStake) implements OrderReading {}

    /** It is in force. */
    record Agreed(Amendment amendment) implements OrderReading {}
}
