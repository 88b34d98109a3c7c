package throughline.console;

import java.util.List;
import java.util.Optional;

/**
 * One release: what it changes, what was found, and what may be done with it.
 *
 * @param said why what was asked for was not done; empty when nothing was asked
 * @param done what was done; empty when nothing was
 * @param seen the rehearsal that an agreement is to; empty when there is none
 * @param found what the rehearsal found that counts now; empty when there is none
 * @param plan against which release its changes are told; empty when they cannot be told
 */
public record ReleaseView(
        Page page,
        String id,
        String hash,
        String stands,
        String tone,
        boolean inForce,
        String author,
        String reason,
        String made,
        String staging,
        String said,
        String done,
        String plan,
        List<Changed> changes,
        List<Lived> life,
        List<ReleasesView.Rehearsed> rehearsals,
        List<String> units,
        String seen,
        Optional<Found> found,
        Asks asks) {

    /** One change. */
    public record Changed(
            String part,
            String what,
            String verdict,
            String tone,
            String why,
            String owner,
            String weight,
            List<String> reach) {}

    /** One step of its life. */
    public record Lived(String step, String when, String by, String why) {}

    /**
     * What the reader may ask for here.
     *
     * @param rehearse see what it would change
     * @param approve agree to it
     * @param hindered why the reader cannot agree where somebody must; empty when they can
     * @param apply put it in force
     * @param rollBack go back to it
     * @param stale what came into force since it was made and would be gone with it
     * @param waits for whom that waits; empty when it can be done now
     */
    public record Asks(
            boolean rehearse,
            boolean approve,
            String hindered,
            boolean apply,
            boolean rollBack,
            List<String> stale,
            String waits) {
        public Asks {
            stale = List.copyOf(stale);
        }
    }

    /**
     * What a rehearsal found, in short.
     *
     * @param gate why a second person must agree; empty when nobody needs to
     */
    public record Found(
            long number,
            String href,
            String gate,
            List<String> lines,
            List<RehearsalView.Chart> charts) {}
}
