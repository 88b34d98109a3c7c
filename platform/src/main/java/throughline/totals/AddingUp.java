package throughline.totals;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Adds up what was posted since it was last done, in steps that are bounded however much that is. A
 * step is one transaction: postings are counted in all sums and marked as counted, or neither.
 *
 * <p><b>Threads</b>: safe for any number, of any number of processes; one of them works at a time.
 */
public final class AddingUp {

    /** Of events: some tenths of a second. */
    private static final long STEP = 20_000;

    private static final String ALONE = "select pg_try_advisory_xact_lock(hashtext('totals'))";
    private static final String ANEW = "truncate totals, totals_lot, totals_place";

    /** "offset 0" keeps rows of an engagement being found by key; there are few beside all. */
    private static final String ADD =
            """
            with asked as (select ?::int8 as most), taken as materialized (
                select engagement, added, upto from (
                    select engagement, added, least(sequence, added + most) as upto,
                        sum(least(sequence - added, most)) over (order by engagement) as running,
                        row_number() over (order by engagement) as place, most
                    from totals_behind, asked) b
                where running <= most or place = 1),
            fresh as materialized (
                select p.* from taken t cross join lateral (
                    select * from posting p where p.engagement = t.engagement
                        and p.sequence > t.added and p.sequence <= t.upto offset 0) p),
            books as (
                insert into totals (happening, currency, effective, origin, increases, decreases)
                select happening, currency, effective, origin,
                    sum(greatest(minor, 0)), sum(least(minor, 0))
                from fresh group by 1, 2, 3, 4
                on conflict (happening, currency, effective, origin) do update set
                    increases = totals.increases + excluded.increases,
                    decreases = totals.decreases + excluded.decreases),
            lots as (
                insert into totals_lot (engagement, line, currency, effective, entitled, consumed)
                select engagement, line, currency, effective,
                    sum(greatest(minor, 0)) filter (where happening = 'entitlement'),
                    sum(case happening when 'entitlement' then greatest(-minor, 0)
                        when 'credit-posted' then -minor else minor end)
                from fresh where happening in
                    ('entitlement', 'write-off', 'invoice-posted', 'credit-posted')
                group by 1, 2, 3, 4
                on conflict (engagement, line, currency, effective) do update set
                    entitled = case when excluded.entitled is null then totals_lot.entitled
                        else coalesce(totals_lot.entitled, 0) + excluded.entitled end,
                    consumed = totals_lot.consumed + excluded.consumed),
            places as (
                insert into totals_place (engagement, sequence, currencies, booked)
                select t.engagement, max(t.upto),
                    coalesce(array_agg(distinct f.currency) filter (where f.currency is not null),
                        '{}'),
                    coalesce(array_agg(distinct f.currency)
                        filter (where f.happening in ('booked', 'soft-booked')), '{}')
                from taken t left join fresh f on f.engagement = t.engagement
                group by 1
                on conflict (engagement) do update set sequence = excluded.sequence,
                    currencies = array(select distinct each from
                        unnest(totals_place.currencies || excluded.currencies) each),
                    booked = array(select distinct each from
                        unnest(totals_place.booked || excluded.booked) each))
            select coalesce(sum(upto - added), 0) from taken
            """;

    private final DataSource database;

    /** Adds up the books of a database. */
    public AddingUp(DataSource database) {
        this.database = database;
    }

    /**
     * Adds up a step.
     *
     * @return whether much may be left; not when another process adds up
     * @throws DataAccessResourceFailureException when the database cannot be written
     */
    public boolean step() {
        return step(STEP) > STEP / 2;
    }

    /** Adds up a step of that many events at most; how many they were. */
    public long step(long most) {
        return alone(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
                        statement.setLong(1, most);
                        try (ResultSet row = statement.executeQuery()) {
                            row.next();
                            return row.getLong(1);
                        }
                    }
                });
    }

    /** Forgets all sums, so that they are made anew from the postings; until then all are read. */
    public void beginAnew() {
        alone(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(ANEW)) {
                        return statement.executeUpdate();
                    }
                });
    }

    @FunctionalInterface
    private interface Work {
        long on(Connection connection) throws SQLException;
    }

    private long alone(Work work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                long done = mine(connection) ? work.on(connection) : 0;
                connection.commit();
                return done;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException(
                    "The books cannot be added up: " + e.getMessage(), e);
        }
    }

    private static boolean mine(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ALONE);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
