package throughline.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import throughline.calendar.ObservedPeriods;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal;
import throughline.journal.Partitions;
import throughline.journal.StateCodec;
import throughline.landscape.Release;

/** What people decide: durable at once, taken in by whichever engine holds the engagement. */
public final class Decisions {

    private static final String DECIDE =
            """
            insert into decision (engagement, partition, verdict, by, at)
            values (?, ?, ?, ?, ?::timestamptz) returning id
            """;

    private Decisions() {}

    /** Which accounting periods are closed, as an engine would know it now. */
    public static ObservedPeriods periods(DataSource database, Supplier<Release> release) {
        try {
            return new Periods(database, release).current();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("cannot read the periods", e);
        }
    }

    /**
     * Keeps a decision for good. It takes effect within moments while an engine runs.
     *
     * @return its number
     */
    public static long decide(
            DataSource database,
            EngagementId engagement,
            Signal.Verdict verdict,
            String by,
            Instant at) {
        // Part of the transaction that is open, if one is: with the reason and the audit entry.
        Connection connection = DataSourceUtils.getConnection(database);
        try (PreparedStatement statement = connection.prepareStatement(DECIDE)) {
            statement.setString(1, engagement.value());
            statement.setInt(2, Partitions.of(engagement.value()));
            statement.setBytes(3, StateCodec.verdict(verdict));
            statement.setString(4, by);
            statement.setString(5, at.toString());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the decision could not be kept", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }
}
