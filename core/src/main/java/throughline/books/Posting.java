package throughline.books;

import java.time.LocalDate;
import java.util.Optional;
import throughline.engagement.Belonging;
import throughline.money.Money;

/**
 * One balanced, append-only entry of the books. Engagement, event sequence, known instant and
 * release are those of the event that it comes from.
 *
 * @param happening decides the accounts
 * @param line the terms' line or obligation that it belongs to
 * @param amount in contract currency; negative for a reduction
 * @param effective the business date on which it counts
 * @param document the invoice, credit note or period it belongs to; empty text when none
 * @param belongsTo the accounting period that it belongs to, where that one was closed to it; empty
 *     text when it is the effective date's
 */
public record Posting(
        Happening happening,
        String line,
        Money amount,
        LocalDate effective,
        String document,
        String belongsTo) {

    /** A posting that belongs to the period of its effective date. */
    public Posting(
            Happening happening, String line, Money amount, LocalDate effective, String document) {
        this(happening, line, amount, effective, document, "");
    }

    Posting belongingTo(Optional<Belonging> period) {
        String id = period.map(Belonging::period).orElse("");
        return id.isEmpty() ? this : new Posting(happening, line, amount, effective, document, id);
    }
}
