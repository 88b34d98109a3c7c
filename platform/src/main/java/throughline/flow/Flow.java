package throughline.flow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import throughline.landscape.Release;

/**
 * What came in and went out over the last day.
 *
 * @param since from when on messages and writes are counted
 * @param known when it was added up
 */
public record Flow(
        Instant since,
        Instant known,
        List<OfSystem> systems,
        List<OfHour> hours,
        List<Backlog> backlogs) {

    public Flow {
        systems = List.copyOf(systems);
        hours = List.copyOf(hours);
        backlogs = List.copyOf(backlogs);
    }

    /** How a system does, the worst first. */
    public enum Health {
        INCIDENT("an incident is open"),
        REFUSED("it refused something, or nobody can tell"),
        TRIED_AGAIN("some writes were tried again"),
        HEALTHY("");

        private final String why;

        Health(String why) {
            this.why = why;
        }

        /** What it is judged by; empty when nothing is wrong. */
        public String why() {
            return why;
        }
    }

    /**
     * One system.
     *
     * @param incidents those that are open and about it, the oldest first
     */
    public record OfSystem(
            String name,
            Release.Role role,
            Health health,
            List<Incident> incidents,
            Received received,
            Written written) {

        public OfSystem {
            incidents = List.copyOf(incidents);
        }
    }

    /** What fails technically, since when. */
    public record Incident(String code, String sentence, Instant since) {}

    /**
     * What came from a system.
     *
     * @param messages those since the beginning of the day that is looked at
     * @param last when the last one came, however long ago
     */
    public record Received(long messages, Optional<Instant> last) {
        static final Received NOTHING = new Received(0, Optional.empty());
    }

    /**
     * What was written to a system.
     *
     * @param confirmed how many writes ended well
     * @param halfMillis half of them took no longer, from plan to confirmation
     * @param mostMillis 95 of a hundred of them took no longer
     * @param retries calls beyond the first of each write
     * @param underWay not concluded now, whenever planned
     * @param refused rejected, or nobody can tell, and not decided yet, whenever planned
     */
    public record Written(
            long confirmed,
            Optional<Long> halfMillis,
            Optional<Long> mostMillis,
            long retries,
            long underWay,
            long refused) {
        static final Written NOTHING = new Written(0, Optional.empty(), Optional.empty(), 0, 0, 0);
    }

    /**
     * Writes to a system that were confirmed within an hour.
     *
     * @param mostMillis 95 of a hundred of them took no longer
     */
    public record OfHour(String system, Instant hour, long confirmed, long mostMillis) {}

    /** What waits inside of the installation. */
    public enum Waits {
        TO_BE_DECIDED,
        FOR_ANOTHER_RECORD,
        FOR_A_PERSON,
        TO_BE_CONFIRMED,
        INCIDENT
    }

    /**
     * How much waits so.
     *
     * @param oldest since when the one that waits longest does
     */
    public record Backlog(Waits waits, long count, Optional<Instant> oldest) {}
}
