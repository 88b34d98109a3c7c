package throughline.dispatch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import throughline.connectors.Connector;
import throughline.connectors.Incidents;
import throughline.connectors.Polling;
import throughline.landscape.MaintenanceText;
import throughline.landscape.SystemDeclaration;

/**
 * Opens dispatch for the systems of a landscape.
 *
 * @param database where actions and budgets are
 * @param outcomes who takes outcomes in
 * @param ours which partitions this node works for; all of them on a single node
 * @param clock for claims and pauses
 */
public record Lanes(
        DataSource database, Outcomes outcomes, IntPredicate ours, InstantSource clock) {

    private static final Duration BREAK = Duration.ofSeconds(2);

    /**
     * Dispatch with a lane for each live system that is written to.
     *
     * @param connectors by system; systems without one have no lane
     */
    public Dispatch open(List<SystemDeclaration> systems, Map<String, Connector> connectors) {
        return new Dispatch(of(systems, connectors));
    }

    List<Lane> of(List<SystemDeclaration> systems, Map<String, Connector> connectors) {
        List<Lane> lanes = new ArrayList<>();
        for (SystemDeclaration system : systems) {
            Connector connector = connectors.get(system.name());
            if (connector != null
                    && system.mode() == SystemDeclaration.Mode.LIVE
                    && !connector.capabilities().writes().isEmpty()) {
                lanes.add(lane(system, connector));
            }
        }
        return lanes;
    }

    /** Whether a system may be read: it has one account for reading and writing. */
    Polling.Gate gate(SystemDeclaration system) {
        return new MeteredReads(budget(LaneLimits.of(system)), pauses(system));
    }

    private Budget budget(LaneLimits limits) {
        return limits.allowance()
                .map(allowance -> Budget.shared(database, allowance))
                .orElse(Budget.UNLIMITED);
    }

    private Pauses pauses(SystemDeclaration system) {
        return new Pauses(clock, MaintenanceText.of(system));
    }

    private Lane lane(SystemDeclaration system, Connector connector) {
        LaneLimits limits = LaneLimits.of(system);
        RandomGenerator random = RandomGenerator.getDefault();
        Duration first =
                limits.backoff().first().compareTo(BREAK) < 0 ? limits.backoff().first() : BREAK;
        return new Lane(
                new Lane.Parts(
                        system.name(),
                        limits,
                        new Attempt(connector, limits, random),
                        new Breaker(system.name(), first, limits.longestBreak()),
                        budget(limits),
                        pauses(system),
                        limits.concurrency().isPresent()
                                ? new DeclaredConcurrency(limits.concurrency().getAsInt())
                                : new FoundConcurrency(),
                        new ActionStore(database),
                        outcomes,
                        ours,
                        Incidents.of(database, "dispatch"),
                        clock));
    }
}
