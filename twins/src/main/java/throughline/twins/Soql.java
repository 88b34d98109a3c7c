package throughline.twins;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A query as it was asked, before anybody looked whether what it names is there. */
final class Soql {

    private Soql() {}

    /**
     * One query, or one in parentheses within another.
     *
     * @param text the whole text, for refusals
     * @param from an object, or a relationship of the query around this one
     * @param counts whether it asks only how many
     */
    record Query(
            String text,
            List<Item> items,
            Name from,
            Optional<Condition> where,
            List<Order> order,
            OptionalInt limit,
            OptionalInt offset,
            boolean counts) {

        Query {
            items = List.copyOf(items);
            order = List.copyOf(order);
        }
    }

    /** A name, possibly with names of relationships before it, and where it stands. */
    record Name(List<String> path, int at) {
        Name {
            path = List.copyOf(path);
        }

        String last() {
            return path.getLast();
        }

        @Override
        public String toString() {
            return String.join(".", path);
        }
    }

    /** What is asked for. */
    sealed interface Item {}

    /** A field, here or of a record that this one refers to. */
    record Field(Name name) implements Item {}

    /** {@code FIELDS(ALL)}, {@code FIELDS(STANDARD)} or {@code FIELDS(CUSTOM)}. */
    record Fields(String which, int at) implements Item {}

    /** The records that refer to this one. */
    record Children(Query query) implements Item {}

    /** What must hold. */
    sealed interface Condition {}

    /** All of them. */
    record And(List<Condition> all) implements Condition {
        And {
            all = List.copyOf(all);
        }
    }

    /** One of them. */
    record Or(List<Condition> any) implements Condition {
        Or {
            any = List.copyOf(any);
        }
    }

    /** The opposite. */
    record Not(Condition not) implements Condition {}

    /** A field against a value. */
    record Compared(Name field, String by, Value value) implements Condition {}

    /** A field among values. */
    record Among(Name field, boolean not, List<Value> values) implements Condition {
        Among {
            values = List.copyOf(values);
        }
    }

    /** A field among what another query finds. */
    record AmongFound(Name field, boolean not, Query query) implements Condition {}

    /** A value as it is written. */
    sealed interface Value {}

    /** In quotes. */
    record Text(String text) implements Value {}

    /** A number. */
    record Number(BigDecimal number) implements Value {}

    /** True or false. */
    record Truth(boolean truth) implements Value {}

    /** Null. */
    record Nothing() implements Value {}

    /** A date. */
    record Day(LocalDate day) implements Value {}

    /** A date and time. */
    record Moment(Instant instant) implements Value {}

    /** A word that stands for some days, as {@code LAST_N_DAYS:3}. */
    record Days(String word, int n, int at) implements Value {}

    /** How results are sorted. */
    record Order(Name field, boolean descending, boolean nullsLast) {}
}
