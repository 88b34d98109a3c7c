package throughline.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All that is kept, so that it can be told whether anything changed; new tables are in it too. */
final class Footprint {

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
                    "sign_in");

    private static final String SIGNING_IN = " where what not like 'sign%'";

    private final Map<String, String> tables = new TreeMap<>();

    static Footprint of(JdbcClient database) {
        Footprint footprint = new Footprint();
        List<String> names =
                new ArrayList<>(
                        database.sql(
                                        "select tablename from pg_tables where schemaname ="
                                                + " 'throughline' order by 1")
                                .query((row, number) -> row.getString(1))
                                .list());
        names.removeAll(BY_ITSELF);
        for (String name : names) {
            // Of a write it may change how often it was tried, and nothing else.
            String row = name.equals("action") ? "t.key || t.kind || t.body" : "t::text";
            footprint.tables.put(
                    name,
                    database.sql(
                                    "select count(*) || ' rows, ' || coalesce(md5(string_agg("
                                            + row
                                            + ", '' order by "
                                            + row
                                            + ")), '') from "
                                            + name
                                            + " t"
                                            + (name.equals("audit") ? SIGNING_IN : ""))
                            .query((one, number) -> one.getString(1))
                            .single());
        }
        return footprint;
    }

    /** The tables that are not as they were. */
    List<String> changedSince(Footprint before) {
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
