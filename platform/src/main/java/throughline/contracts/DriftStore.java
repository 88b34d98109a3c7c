package throughline.contracts;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.landscape.contract.DriftClass;
import throughline.landscape.contract.DriftPolicy;

/** Counts of what arrived otherwise than declared, by week. */
public final class DriftStore {

    private final JdbcClient database;

    /** Those of a database. */
    public DriftStore(JdbcClient database) {
        this.database = database;
    }

    /** Adds what some messages come to; rows are taken in one order, so that nobody waits. */
    void add(Tally tally) {
        tally.records.forEach(
                (kind, records) ->
                        database.sql(
                                        """
                                        insert into drift_week as w
                                            (system, type, week, contract, records)
                                        values (?, ?, ?, ?, ?)
                                        on conflict (system, type, week, contract)
                                        do update set records = w.records + excluded.records
                                        """)
                                .params(
                                        kind.system(),
                                        kind.type(),
                                        Date.valueOf(kind.week()),
                                        kind.contract(),
                                        records)
                                .update());
        tally.absent.forEach(
                (field, records) ->
                        database.sql(
                                        """
                                        insert into drift_absent as w
                                            (system, type, week, contract, path, records)
                                        values (?, ?, ?, ?, ?, ?)
                                        on conflict (system, type, week, contract, path)
                                        do update set records = w.records + excluded.records
                                        """)
                                .params(
                                        field.kind().system(),
                                        field.kind().type(),
                                        Date.valueOf(field.kind().week()),
                                        field.kind().contract(),
                                        field.path(),
                                        records)
                                .update());
        tally.deviating.forEach(this::add);
    }

    private void add(Tally.Deviating what, Tally.Seen seen) {
        database.sql(
                        """
                        insert into drift_found as f (system, type, week, contract, path, class,
                            value, expected, policy, records, example)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (system, type, week, contract, path, class, value)
                        do update set records = f.records + excluded.records,
                            example = least(f.example, excluded.example),
                            policy = excluded.policy
                        """)
                .params(
                        what.kind().system(),
                        what.kind().type(),
                        Date.valueOf(what.kind().week()),
                        what.kind().contract(),
                        what.path(),
                        what.drift(),
                        what.value(),
                        seen.deviation().expected(),
                        seen.policy().word(),
                        seen.records(),
                        seen.example())
                .update();
    }

    /**
     * What deviated in one week.
     *
     * @param of all records of the type in that week
     * @param example a message
     */
    public record Week(
            Finding finding,
            LocalDate week,
            String expected,
            DriftPolicy policy,
            long records,
            long of,
            long example) {}

    /** All that deviated since a day, newest week first. */
    public List<Week> since(LocalDate day) {
        return database.sql(
                        """
                        select f.*, w.records as all_records from drift_found f
                        join drift_week w using (system, type, week, contract)
                        where f.week >= ?
                        order by f.week desc, f.system, f.type, f.path, f.class, f.value
                        """)
                .param(Date.valueOf(day))
                .query(
                        (row, number) ->
                                new Week(
                                        new Finding(
                                                row.getString("system"),
                                                row.getString("type"),
                                                row.getString("contract"),
                                                row.getString("path"),
                                                DriftClass.of(row.getString("class")).orElseThrow(),
                                                row.getString("value")),
                                        row.getDate("week").toLocalDate(),
                                        row.getString("expected"),
                                        DriftPolicy.of(row.getString("policy")).orElseThrow(),
                                        row.getLong("records"),
                                        row.getLong("all_records"),
                                        row.getLong("example")))
                .list();
    }

    /** How many records of each type came in each week since a day, whatever the contract. */
    public List<Trends.Count> counts(LocalDate day) {
        return database.sql(
                        """
                        select system, type, week, sum(records)::int8, '' as path from drift_week
                        where week >= :day group by 1, 2, 3
                        union all
                        select system, type, week, sum(records)::int8, path from drift_absent
                        where week >= :day group by 1, 2, 3, 5
                        order by 1, 2, 3, 5
                        """)
                .param("day", Date.valueOf(day))
                .query(
                        (row, number) ->
                                new Trends.Count(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getDate(3).toLocalDate(),
                                        row.getString(5),
                                        row.getLong(4)))
                .list();
    }

    /** Who accepted what, and why. */
    public Map<Finding, String> accepted() {
        Map<Finding, String> accepted = new java.util.HashMap<>();
        database.sql("select * from drift_accepted")
                .query(
                        row -> {
                            accepted.put(
                                    new Finding(
                                            row.getString("system"),
                                            row.getString("type"),
                                            row.getString("contract"),
                                            row.getString("path"),
                                            DriftClass.of(row.getString("class")).orElseThrow(),
                                            row.getString("value")),
                                    row.getString("by") + ": " + row.getString("why"));
                        });
        return accepted;
    }

    /** The types that are stopped, as {@code system:type contract}. */
    public Set<String> stopped() {
        return database.sql("select system || ':' || type || ' ' || contract from drift_stop")
                .query((row, number) -> row.getString(1))
                .set();
    }

    /** Lets all records of a type wait from now on. */
    void stop(String system, String type, String contract, String because, Instant at) {
        database.sql(
                        """
                        insert into drift_stop (system, type, contract, since, because)
                        values (?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(system, type, contract, Timestamp.from(at), because)
                .update();
    }

    /** How many records wait for a contract, by {@code system:type}. */
    public Map<String, Long> waiting() {
        Map<String, Long> waiting = new java.util.TreeMap<>();
        database.sql(
                        """
                        select m.system || ':' || m.type, count(*) from parked p
                        join message m on m.id = p.message_id
                        where p.code in ('contract-deviates', 'contract-stopped') group by 1
                        """)
                .query(
                        row -> {
                            waiting.put(row.getString(1), row.getLong(2));
                        });
        return waiting;
    }

    /** Whether anything was ever counted. */
    public Optional<LocalDate> first() {
        return database.sql("select min(week) from drift_week")
                .query((row, number) -> Optional.ofNullable(row.getDate(1)))
                .single()
                .map(Date::toLocalDate);
    }
}
