package throughline.console;

import java.util.List;

/** Every release that was made, and what rehearsals found. */
public record ReleasesView(Page page, List<Row> rows, List<Rehearsed> rehearsals) {

    /** One release. */
    public record Row(
            String id,
            String href,
            String stands,
            String tone,
            String author,
            String reason,
            String made,
            boolean inForce) {}

    /** One rehearsal. */
    public record Rehearsed(
            long number,
            String href,
            String release,
            String scope,
            String state,
            String extent,
            String by,
            String when,
            boolean gated) {}
}
