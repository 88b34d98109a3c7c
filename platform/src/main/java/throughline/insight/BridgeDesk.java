package throughline.insight;

import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Tells by cause why a figure is another one than it was said to be.
 *
 * <p><b>Threads</b>: safe for any number of callers.
 */
public final class BridgeDesk {

    private final DataSource database;
    private final Settings settings;

    /** A desk that reads this database. */
    public BridgeDesk(DataSource database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * From a figure as it was known at an instant to the same figure as the question knows it.
     *
     * @throws DataAccessResourceFailureException when the database cannot be read
     */
    public BridgeAnswer bridge(Question question, Instant since) {
        MetricDesk desk = new MetricDesk(database, settings);
        Optional<MetricAnswer> refused = desk.refused(question);
        if (refused.isPresent()) {
            return new BridgeAnswer.Refused(refused.get());
        }
        Metric metric = Metrics.named(question.metric()).orElseThrow();
        return OneView.of(
                database,
                connection -> {
                    Cut cut = desk.cut(connection, question);
                    Optional<String> why = Bridging.impossible(metric, cut, question, since);
                    return why.isPresent()
                            ? new BridgeAnswer.NoBridge(metric.name(), why.get())
                            : new Bridging(connection, settings, question, cut).from(since, metric);
                });
    }
}
