package throughline.landscape.build;

import java.util.Set;

/**
 * What a landscape may name that is not written in it.
 *
 * @param connectors which carry calls to systems
 * @param writes the kinds of actions that systems can receive
 */
public record Surroundings(Set<String> connectors, Set<String> writes) {

    public Surroundings {
        connectors = Set.copyOf(connectors);
        writes = Set.copyOf(writes);
    }
}
