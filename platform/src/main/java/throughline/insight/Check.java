package throughline.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Proves the books: every identity, that they follow from the journal, and that nothing is lost.
 */
public final class Check {

    private Check() {}

    /**
     * Runs every check on one consistent view of the database, also while others work on it.
     *
     * @param progress hears how many events were replayed so far
     * @return every check with its verdict, in the order of reports
     * @throws DataAccessResourceFailureException when the database cannot be read
     */
    public static List<CheckResult> run(DataSource database, LongConsumer progress) {
        return OneView.of(
                database,
                connection -> {
                    List<CheckResult> results = new ArrayList<>(BooksCheck.run(connection));
                    results.addAll(new ReplayCheck(connection, progress).run());
                    results.add(RollForwardDesk.check(database, connection));
                    results.addAll(PlacesCheck.run(connection));
                    return List.copyOf(results);
                });
    }
}
