package throughline.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.journal.KeptRecord;
import throughline.journal.RecordStore;
import throughline.landscape.Lookup;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/**
 * The newest version of every record, as a database keeps it, after some that are given.
 *
 * @param given looked at first
 */
public record NewestRecords(DataSource database, Map<RecordKey, CanonicalRecord> given)
        implements Lookup {

    public NewestRecords {
        given = Map.copyOf(given);
    }

    @Override
    public Optional<CanonicalRecord> find(RecordKey key) {
        if (given.containsKey(key)) {
            return Optional.ofNullable(given.get(key));
        }
        if (key.id().indexOf(0) >= 0) {
            return Optional.empty();
        }
        try (Connection connection = database.getConnection()) {
            return Optional.ofNullable(RecordStore.find(connection, Set.of(key), false).get(key))
                    .map(KeptRecord::record);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("cannot read " + key, e);
        }
    }
}
