package throughline.rehearsal;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import throughline.books.Happening;
import throughline.books.Posting;
import throughline.wording.Kebab;

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

    private static final Map<Happening, String> NAMES = names();

    static Entry of(Posting posting) {
        return new Entry(
                NAMES.getOrDefault(posting.happening(), ""),
                posting.line(),
                posting.amount().currency().getCode(),
                posting.effective(),
                posting.document(),
                posting.belongsTo());
    }

    private static Map<Happening, String> names() {
        Map<Happening, String> names = new EnumMap<>(Happening.class);
        for (Happening each : Happening.values()) {
            names.put(each, Kebab.of(each));
        }
        return names;
    }
}
