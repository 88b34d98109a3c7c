package throughline.books;

import java.time.LocalDate;
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
 */
public record Posting(
        Happening happening, String line, Money amount, LocalDate effective, String document) {}
