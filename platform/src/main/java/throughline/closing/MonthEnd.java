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
    }

    /**
     * What an item is made of, as far as it is shown: whoever reads a part of it is told so.
     *
     * @param shown the first
     * @param more how many there are beside those
     */
    public record Lines(List<Line> shown, int more) {
        private static final int AT_MOST = 8;

        public Lines {
            shown = List.copyOf(shown);
        }

        /** The first of many. */
        static <T> Lines first(List<T> all, Function<T, Line> line) {
            List<T> first = all.subList(0, Math.min(AT_MOST, all.size()));
            return new Lines(first.stream().map(line).toList(), all.size() - first.size());
        }

        /** All of a few. */
        static Lines all(List<Line> lines) {
            return new Lines(lines, 0);
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
