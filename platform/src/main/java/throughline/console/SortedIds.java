package throughline.console;

import java.util.Map;

/**
 * The queries that find one page of engagements in a chosen order: one prepared text for each
 * column and direction, chosen by name and never put together from what a browser sent.
 */
final class SortedIds {

    private static final Map<String, String> KEYS =
            Map.of(
                    "name", "lower(e.name)",
                    "customer", "lower(e.customer_name)",
                    "unit", "e.unit",
                    "stage", "e.status",
                    "newest", "e.created_at",
                    "value", "coalesce(" + sum("'booked', 'soft-booked'") + ", e.price_minor)",
                    "billed", sum("'invoice-posted'"),
                    "recognized", sum("'revenue-recognized'"),
                    "exceptions",
                            "(select count(*) from exception_item x"
                                    + " where x.engagement = e.id and x.closed is null)");

    private SortedIds() {}

    /** Whether there is an order of this name. */
    static boolean has(String column) {
        return KEYS.containsKey(column);
    }

    /** Whether an order by it adds postings up. */
    static boolean readsBooks(String column) {
        return KEYS.getOrDefault(column, "").contains("posting");
    }

    /** The ids of one page, each with how many there are in all: both by reading them once. */
    static String counted(String column, boolean descending, String matches) {
        return of(column, descending, matches)
                .replaceFirst("select e.id ", "select e.id, count(*) over () ");
    }

    static String of(String column, boolean descending, String matches) {
        String key = KEYS.getOrDefault(column, "e.created_at");
        String order = key + (descending ? " desc nulls last" : " asc nulls last");
        return "select e.id " + matches + " order by " + order + ", e.id offset :from limit :page";
    }

    private static String sum(String happenings) {
        return "(select sum(p.minor) from posting p where p.engagement = e.id and p.happening in ("
                + happenings
                + "))";
    }
}
