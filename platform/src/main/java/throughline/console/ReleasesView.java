package throughline.console;

import java.util.List;

/**
 * Every release that was made, and what rehearsals found.
 *
 * @param environment which one is bound with the release in force; empty for none
 * @param bound what that says, a sentence each
 */
public record ReleasesView(
        Page page,
        List<Row> rows,
        List<Rehearsed> rehearsals,
        String environment,
        List<String> bound) {

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
