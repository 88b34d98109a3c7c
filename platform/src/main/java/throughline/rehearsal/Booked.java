package throughline.rehearsal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import throughline.money.Money;

/**
 * What was posted of each kind, without setting one posting off against another.
 *
 * <p><b>Threads</b>: safe for any number.
 */
final class Booked {

    private final Map<Kind, Long> sums = new ConcurrentHashMap<>();

    private record Kind(String happening, String currency) {}

    /** These books too. */
    void add(List<Books> all) {
        Map<Kind, Long> here = new HashMap<>();
        for (Books books : all) {
            books.forEach(
                    (entry, minor) ->
                            here.merge(
                                    new Kind(entry.happening(), entry.currency()),
                                    Math.abs(minor),
                                    Math::addExact));
        }
        here.forEach((kind, minor) -> sums.merge(kind, minor, Math::addExact));
    }

    /**
     * What it comes to.
     *
     * @param happening as the books store it
     */
    Money of(String happening, String currency) {
        return Money.ofMinor(currency, sums.getOrDefault(new Kind(happening, currency), 0L));
    }
}
