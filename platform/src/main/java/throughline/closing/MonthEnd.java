package throughline.closing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import throughline.calendar.DateRange;
import throughline.money.Money;

/**
 * How far a legal entity's period is from being closed.
 *
 * @param period its id, {@code 2026-03}
 * @param cutoff the day on which what was worked in the period is billed
 * @param asOf when this was looked at
 * @param items in the order in which they are best settled
 */
public record MonthEnd(
        String entity,
        String period,
        DateRange range,
        LocalDate cutoff,
        Instant asOf,
        List<Item> items) {

    public MonthEnd {
        items = List.copyOf(items);
    }

    /** Whether nothing is left but to close the period, or it is closed. */
    public boolean settled() {
        return items.stream()
                .filter(item -> !item.key().equals("period"))
                .allMatch(item -> item.verdict() == Verdict.DONE);
    }

    /** How many items somebody has to look after. */
    public long open() {
        return items.stream().filter(item -> item.verdict() == Verdict.OPEN).count();
    }

    /** How an item stands. */
    public enum Verdict {
        /** Nothing is left to do. */
        DONE,
        /** Somebody has to do something. */
        OPEN,
        /** Nobody can tell, and the sentence says why. */
        UNKNOWN
    }

    /**
     * One item of the checklist.
     *
     * @param key stable, in kebab case
     * @param sentence how it stands, and what would settle it
     * @param count how many there are of what it counts
     * @param amounts the money behind it, one for each currency
     * @param link the page that it opens to
     * @param lines what it is made of
     */
    public record Item(
            String key,
            String title,
            Verdict verdict,
            String sentence,
            long count,
            List<Money> amounts,
            String link,
            Lines lines) {
        public Item {
            amounts = List.copyOf(amounts);
        }

        /** The same, opening to another page. */
        Item openingTo(String other) {
            return new Item(key, title, verdict, sentence, count, amounts, other, lines);
        }
    }

    /**
     * What an item is made of, as far as it is listed: whoever reads a part of it is told so.
     *
     * @param listed all of them, or the first of very many
     * @param total how many there are
     * @param atOnce how many are shown beside other items
     */
    public record Lines(List<Line> listed, int total, int atOnce) {
        private static final int SHOWN = 8;
        private static final int LISTED = 1_000;

        public Lines {
            listed = List.copyOf(listed);
        }

        /** Of many, of which the first are shown beside other items. */
        static <T> Lines first(List<T> all, Function<T, Line> line) {
            List<T> first = all.subList(0, Math.min(LISTED, all.size()));
            return new Lines(first.stream().map(line).toList(), all.size(), SHOWN);
        }

        /** All of a few. */
        static Lines all(List<Line> lines) {
            return new Lines(lines, lines.size(), lines.size());
        }

        /** Those that are shown beside other items. */
        public List<Line> shown() {
            return listed.subList(0, Math.min(atOnce, listed.size()));
        }

        /** How many there are beside those that are shown. */
        public int more() {
            return total - shown().size();
        }
    }

    /**
     * A part of an item.
     *
     * @param link the page that it opens to; empty when there is none
     */
    public record Line(String name, String note, List<Money> amounts, String link) {
        public Line {
            amounts = List.copyOf(amounts);
        }
    }
}
