package throughline.publish;

import java.util.Optional;

/**
 * A place in the order in which publications became final: the transaction, then the row. A reader
 * who goes on from here misses nothing, since transactions that are still open are not in the order
 * yet (their numbers alone would let a slow one be skipped).
 */
public record Position(long transaction, long row) implements Comparable<Position> {

    /** Before everything. */
    public static final Position START = new Position(0, 0);

    /** From the text that {@link #toString} gives; empty when it is none. */
    public static Optional<Position> parse(String text) {
        int dash = text.indexOf('-');
        try {
            return dash < 1
                    ? Optional.empty()
                    : Optional.of(
                            new Position(
                                    Long.parseLong(text.substring(0, dash)),
                                    Long.parseLong(text.substring(dash + 1))));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(Position other) {
        int byTransaction = Long.compare(transaction, other.transaction);
        return byTransaction != 0 ? byTransaction : Long.compare(row, other.row);
    }

    @Override
    public String toString() {
        return transaction + "-" + row;
    }
}
