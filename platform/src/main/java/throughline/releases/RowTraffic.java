package throughline.releases;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.landscape.DecisionTable;
import throughline.landscape.Lineage;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.releases.Change.Weight;

/**
 * What went through rows of tables. Approved hours name the row that priced them; what the gates
 * ask is asked again of every deal that is alive; a code map was gone through where its code came.
 */
final class RowTraffic {

    private static final String RATE_CARD = "rate-card";

    private static final String HOURS =
            """
            select v.engagement, v.release, coalesce(e.unit, ''),
                substring(convert_from(v.payload, 'UTF8') from '"rateSource":"([^"]*)"'),
                p.happening, p.currency, sum(p.minor)::int8
            from event v join engagement e on e.id = v.engagement
            left join posting p on p.engagement = v.engagement and p.sequence = v.sequence
                and p.happening in %s
            where v.known > %s and v.type in ('time-approved/v1', 'time-taken-back/v1')
            group by 1, 2, 3, 4, 5, 6
            """
                    .formatted(Traffic.HAPPENINGS, Traffic.SINCE);

    private static final Pattern LINE = Pattern.compile("tables/([a-z0-9/-]+)\\.csv line (\\d+)");

    private final JdbcClient database;
    private final Release release;
    private final RecordTraffic records;
    private final ReleaseStore releases;
    private final GateTraffic gates;
    private final Map<String, Optional<KeptRelease>> kept = new HashMap<>();
    private final Map<String, Map<String, Rows.Row>> tables = new HashMap<>();

    RowTraffic(DataSource database, Release release, RecordTraffic records) {
        this.database = JdbcClient.create(database);
        this.release = release;
        this.records = records;
        this.releases = new ReleaseStore(database);
        this.gates = new GateTraffic(database, release);
    }

    /** What went through one row. */
    Weight of(Passage.Row row) {
        if (row.line().isEmpty()) {
            Weight all = whole(row.table());
            return Weight.untold(
                    "a new row has no history, and what it takes from others the rehearsal tells; "
                            + all.untold().orElseGet(() -> all.counted("the whole table")));
        }
        return through(row.table(), Optional.of(row));
    }

    /** What went through a table. */
    Weight whole(String table) {
        return through(table, Optional.empty());
    }

    private Weight through(String table, Optional<Passage.Row> row) {
        Passage.Row of = row.orElseGet(() -> new Passage.Row(table, "", OptionalInt.empty()));
        IntPredicate line = found -> row.isEmpty() || row.get().line().orElse(-1) == found;
        Traffic traffic = new Traffic();
        boolean told = false;
        if (of.ownName().equals(RATE_CARD)) {
            told = true;
            hours(of, row, traffic);
        } else if (GateTraffic.asks(of.ownName())) {
            told = true;
            traffic.rests(gates.through(table, line));
        }
        for (Mapping mapping : release.mappings()) {
            for (Lineage reads : mapping.lineage()) {
                if (reads.tables().contains(of.ownName())) {
                    told = true;
                    codes(of, mapping, reads, line, traffic);
                }
            }
        }
        return told
                ? traffic.weight(database)
                : Weight.untold(
                        "what is kept does not name the rows of %s that decided; rehearse it"
                                .formatted(table));
    }

    private void codes(
            Passage.Row row, Mapping mapping, Lineage reads, IntPredicate line, Traffic traffic) {
        Optional<DecisionTable> table = release.defaultUnit().table(row.ownName());
        if (table.isEmpty()) {
            return;
        }
        Map<List<String>, Boolean> known = new HashMap<>();
        records.with(
                mapping,
                reads,
                values ->
                        known.computeIfAbsent(
                                values,
                                read ->
                                        CodeReads.meet(
                                                table.get(),
                                                read,
                                                found -> line.test(found.number()))),
                traffic);
    }

    private void hours(Passage.Row of, Optional<Passage.Row> row, Traffic traffic) {
        database.sql(HOURS)
                .query(
                        found -> {
                            String unit = found.getString(3);
                            String source = Optional.ofNullable(found.getString(4)).orElse("");
                            Matcher named = LINE.matcher(source);
                            if (!named.find() || !named.group(1).equals(of.table())) {
                                return;
                            }
                            int line = Integer.parseInt(named.group(2));
                            String by = found.getString(2);
                            if (row.isPresent() && !asks(of, by, unit, line)) {
                                return;
                            }
                            if (found.getString(5) == null) {
                                traffic.met(found.getString(1));
                            } else {
                                traffic.led(
                                        found.getString(1),
                                        found.getString(5),
                                        found.getString(6),
                                        found.getLong(7));
                            }
                        });
    }

    /** Whether the line of the file that a release had asked for the same. */
    private boolean asks(Passage.Row row, String by, String unit, int line) {
        Rows.Row found = rows(row, by, unit).get(row.asks());
        return found != null && found.line() == line;
    }

    private Map<String, Rows.Row> rows(Passage.Row row, String by, String unit) {
        String decided =
                kept.computeIfAbsent(by, releases::find)
                        .flatMap(KeptRelease::staging)
                        .map(
                                staging ->
                                        staging.units().contains(unit)
                                                ? staging.to()
                                                : staging.from())
                        .orElse(by);
        return tables.computeIfAbsent(
                decided + " " + row.table(),
                key -> {
                    String file = "tables/" + row.table() + ".csv";
                    return kept.computeIfAbsent(decided, releases::find).isEmpty()
                            ? Map.of()
                            : Rows.of(file, releases.files(decided).files().get(file));
                });
    }
}
