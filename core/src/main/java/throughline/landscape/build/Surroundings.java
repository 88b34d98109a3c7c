package throughline.landscape.build;

import java.util.Map;
import java.util.Set;
import throughline.landscape.Mapping;

/**
 * What a landscape may name that is not written in it.
 *
 * @param connectors which carry calls to systems
 * @param writes the kinds of actions that systems can receive
 * @param checks by connector: what is wrong with the file of a system that names it
 * @param metrics what is computed, each owned by somebody
 */
public record Surroundings(
        Set<String> connectors,
        Set<String> writes,
        Map<String, SystemCheck> checks,
        Set<String> metrics) {

    public Surroundings {
        connectors = Set.copyOf(connectors);
        writes = Set.copyOf(writes);
        checks = Map.copyOf(checks);
        metrics = Set.copyOf(metrics);
    }

    /** Surroundings in which no connector has anything to say about a file. */
    public Surroundings(Set<String> connectors, Set<String> writes) {
        this(connectors, writes, Map.of(), Set.of());
    }

    /** Reads the parts of a system's file that only its connector understands. */
    @FunctionalInterface
    public interface SystemCheck {

        /** Notes everything that is wrong with the file. */
        void check(Tree file, Defects defects);

        /** Notes what a mapping reads and the system, as its file says it is read, never brings. */
        default void check(Tree file, Mapping mapping, Place place, Defects defects) {}
    }
}
