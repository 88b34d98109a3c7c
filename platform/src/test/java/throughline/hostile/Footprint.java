package throughline.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All that is kept, so that it can be told whether anything changed; new tables are in it too. */
public final class Footprint {

    /** What moves by itself while nobody does anything: writes in vain, polls, leases, looks. */
    private static final Set<String> BY_ITSELF =
            Set.of(
                    "attempt",
                    "books_check",
                    "budget",
                    "drift_absent",
                    "drift_found",
                    "drift_progress",
                    "drift_told",
                    "drift_week",
                    "exposure_forecast",
                    "exposure_item",
                    "exposure_look",
                    "exposure_outcome",
                    "incident",
                    "lease",
                    "node",
                    "notice",
                    "notice_told",
                    "publication",
                    "scheduled_tasks",
                    "sign_in",
                    "totals",
                    "totals_lot",
                    "totals_place");

    private static final String SIGNING_IN = "where what not like 'sign%'";

    private final Map<String, String> tables = new TreeMap<>();

    /** As it is now. */
    public static Footprint of(JdbcClient database) {
        Footprint footprint = new Footprint();
        List<String> names =
                new ArrayList<>(
                        database.sql(
                                        "select tablename from pg_tables where schemaname ="
                                                + " 'throughline' order by 1")
                                .query((row, number) -> row.getString(1))
                                .list());
        names.removeAll(BY_ITSELF);
        String all =
                names.stream().map(Footprint::asked).collect(Collectors.joining(" union all "));
        database.sql(all)
                .query(
                        row -> {
                            footprint.tables.put(row.getString(1), row.getString(2));
                        });
        return footprint;
    }

    private static String asked(String table) {
        // Of a write it may change how often it was tried, and nothing else.
        String row = table.equals("action") ? "t.key || t.kind || t.body" : "t::text";
        return ("select '%1$s', count(*) || ' rows, ' || coalesce(md5(string_agg(%2$s, '' order by"
                        + " %2$s)), '') from %1$s t %3$s")
                .formatted(table, row, table.equals("audit") ? SIGNING_IN : "");
    }

    /** The tables that are not as they were. */
    public List<String> changedSince(Footprint before) {
        return tables.entrySet().stream()
                .filter(each -> !each.getValue().equals(before.tables.get(each.getKey())))
                .map(
                        each ->
                                each.getKey()
                                        + ": "
                                        + before.tables.get(each.getKey())
                                        + " -> "
                                        + each.getValue())
                .toList();
    }
}
