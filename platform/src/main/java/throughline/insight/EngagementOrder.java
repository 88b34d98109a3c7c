package throughline.insight;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * An order in which engagements are listed, the same for people and programs. What has no value
 * stands last either way; what is alike stands by id.
 *
 * @param name what it is by, as {@link #names} has it
 * @param descending whether the largest comes first; the newest always do
 */
public record EngagementOrder(String name, boolean descending) {

    /** The largest part of a text that decides, so that a place in a list is never a long text. */
    private static final int LONGEST = 200;

    private static final String NEWEST = "newest";
    private static final Map<String, String> KEYS =
            Map.of(
                    "name",
                    text("e.name"),
                    "customer",
                    text("e.customer_name"),
                    "unit",
                    "e.unit",
                    "stage",
                    "e.status",
                    NEWEST,
                    "e.created_at",
                    "value",
                    "coalesce(" + sum("booked", "soft-booked") + ", e.price_minor)",
                    "billed",
                    "(select sum(case p.happening when 'invoice-posted' then p.minor"
                            + " when 'credit-posted' then -p.minor end)::bigint"
                            + " from posting p where p.engagement = e.id)",
                    "recognized",
                    sum("revenue-recognized", "revenue-recognized"),
                    "exceptions",
                    "(select count(*) from exception_item x"
                            + " where x.engagement = e.id and x.closed is null)");

    public EngagementOrder {
        if (!KEYS.containsKey(name)) {
            throw new IllegalArgumentException("no order of engagements by " + name);
        }
    }

    /** Those that came in last first: the order when nobody asks for another. */
    public static EngagementOrder newest() {
        return new EngagementOrder(NEWEST, true);
    }

    /** An order as it is asked for, {@code -value} for the largest value first; empty for none. */
    public static Optional<EngagementOrder> parse(String asked) {
        boolean minus = asked.startsWith("-");
        String name = minus ? asked.substring(1) : asked;
        return KEYS.containsKey(name)
                ? Optional.of(new EngagementOrder(name, minus || name.equals(NEWEST)))
                : Optional.empty();
    }

    /** What engagements can be ordered by. */
    public static List<String> names() {
        return List.copyOf(new TreeSet<>(KEYS.keySet()));
    }

    /** As {@link #parse} reads it. */
    public String asked() {
        return descending && !name.equals(NEWEST) ? "-" + name : name;
    }

    /** What decides of an engagement {@code e}, in SQL. */
    public String key() {
        return KEYS.getOrDefault(name, "e.created_at");
    }

    /** The order as SQL writes it. */
    public String clause() {
        return key() + (descending ? " desc" : " asc") + " nulls last, e.id";
    }

    /** What values decide. */
    public enum Kind {
        TEXT,
        NUMBER,
        INSTANT
    }

    /** What kind of values decides. */
    public Kind kind() {
        return switch (name) {
            case "name", "customer", "unit", "stage" -> Kind.TEXT;
            case NEWEST -> Kind.INSTANT;
            default -> Kind.NUMBER;
        };
    }

    /** Whether it adds postings up. */
    public boolean readsBooks() {
        return key().contains("posting");
    }

    private static String text(String column) {
        return "left(lower(" + column + "), " + LONGEST + ")";
    }

    private static String sum(String happening, String other) {
        return "(select sum(p.minor)::bigint from posting p where p.engagement = e.id"
                + " and p.happening in ('%s', '%s'))".formatted(happening, other);
    }
}
