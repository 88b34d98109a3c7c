package throughline.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import throughline.connectors.Broker;
import throughline.connectors.Connectors;
import throughline.connectors.Incidents;
import throughline.intake.Intake;
import throughline.intake.TopicReader;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;
import throughline.publish.TopicRelay;

/** What goes to topics of brokers and comes from them, as the release in force declares it. */
final class Topics implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final String UNUSABLE = "broker-unusable";

    private final DataSource database;
    private final Intake intake;
    private final Supplier<Release> release;
    private final Incidents incidents;
    private List<Broker> brokers = List.of();
    private List<TopicRelay> relays = List.of();
    private List<TopicReader> readers = List.of();

    Topics(DataSource database, Intake intake, Supplier<Release> release) {
        this.database = database;
        this.intake = intake;
        this.release = release;
        this.incidents = Incidents.of(database, "publish");
    }

    /** Goes on with these brokers; nothing happens where none of them changed. */
    synchronized void follow(
            List<SystemDeclaration> systems, Connectors surroundings, String enterprise) {
        List<Broker> next = usable(systems, surroundings);
        if (next.equals(brokers)) {
            return;
        }
        close();
        brokers = next;
        relays = TopicRelay.of(database, next, enterprise);
        readers =
                next.stream()
                        .map(each -> new TopicReader(database, each, release, intake))
                        .toList();
        relays.forEach(TopicRelay::start);
        readers.forEach(TopicReader::start);
    }

    private List<Broker> usable(List<SystemDeclaration> systems, Connectors surroundings) {
        List<Broker> usable = new ArrayList<>();
        for (SystemDeclaration system : systems) {
            try {
                Broker.of(system, surroundings.endpoints(), surroundings.secrets())
                        .ifPresent(usable::add);
                incidents.close(system.name(), UNUSABLE);
            } catch (IllegalArgumentException cannot) {
                LOG.warn("{}", cannot.getMessage());
                incidents.raise(system.name(), UNUSABLE, String.valueOf(cannot.getMessage()));
            }
        }
        return usable;
    }

    @Override
    public synchronized void close() {
        readers.forEach(TopicReader::close);
        relays.forEach(TopicRelay::close);
        readers = List.of();
        relays = List.of();
        brokers = List.of();
    }
}
