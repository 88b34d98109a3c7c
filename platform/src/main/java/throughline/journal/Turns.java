package throughline.journal;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.books.Lead;
import throughline.engagement.Event;

/**
 * Follows turns event by event: all events of an engagement that stand one after the other and came
 * to be at one moment, for one reason, are one turn. Whoever writes postings and whoever derives
 * them again follow the same way.
 *
 * <p><b>Threads</b>: one.
 */
public final class Turns {

    private static final String RELEASE = "release ";

    private final Map<String, Led> under = new HashMap<>();

    private record Led(Turn turn, Lead lead) {}

    /**
     * Why and when events came to be.
     *
     * @param message the raw message, 0 when there is none
     * @param cause a decision, the clock, an action; with a message, the release under which it was
     *     decided again
     */
    public record Turn(Instant known, long message, @Nullable String cause) {

        /** Whether what is known was decided again, since another release is in force. */
        boolean anotherRelease() {
            return cause != null && cause.startsWith(RELEASE);
        }
    }

    /** The cause of what is decided again under a release. */
    public static String release(String shortId) {
        return RELEASE + shortId;
    }

    /** What went before this event in its turn; events come in their order. */
    public Lead next(String engagement, Turn turn, Event event) {
        Led last = under.get(engagement);
        Lead lead =
                last != null && last.turn().equals(turn)
                        ? last.lead()
                        : Lead.ofTurn(turn.anotherRelease());
        under.put(engagement, new Led(turn, lead.then(event)));
        return lead;
    }

    /** Forgets an engagement whose events are all told. */
    public void ended(String engagement) {
        under.remove(engagement);
    }
}
