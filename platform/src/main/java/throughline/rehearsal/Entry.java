package throughline.rehearsal;

import java.time.LocalDate;
import java.util.Locale;
import throughline.books.Happening;
import throughline.books.Posting;

/**
 * A place in the books: everything that tells one posting from another but its amount.
 *
 * @param happening as the books store it, {@code invoice-posted}
 */
record Entry(
        String happening,
        String line,
        String currency,
        LocalDate effective,
        String document,
        String belongsTo) {

    static Entry of(Posting posting) {
        return new Entry(
                name(posting.happening()),
                posting.line(),
                posting.amount().currency().getCode(),
                posting.effective(),
                posting.document(),
                posting.belongsTo());
    }

    private static String name(Happening happening) {
        return happening.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
