package throughline.console;

import java.util.List;

/**
 * How messages flow between systems, as it is printed.
 *
 * @param map systems and the flow between them and this installation, as JSON
 * @param heat how long writes took by hour, as JSON; empty when nothing was written
 */
public record FlowView(
        Page page,
        String asOf,
        String map,
        String summary,
        List<System> systems,
        String heat,
        List<Backlog> backlogs) {

    /** The same for whoever reads this page. */
    FlowView on(Page other) {
        return new FlowView(other, asOf, map, summary, systems, heat, backlogs);
    }

    /**
     * One system over the last day.
     *
     * @param incidents what fails technically, since when
     */
    public record System(
            String name,
            String role,
            String health,
            String tone,
            String why,
            List<String> incidents,
            long received,
            String lastHeard,
            long written,
            String half,
            String most,
            long retries,
            long underWay,
            long refused,
            String href) {

        public System {
            incidents = List.copyOf(incidents);
        }
    }

    /** Something that waits inside of the installation. */
    public record Backlog(String name, long count, String oldest, String href, String tone) {}
}
