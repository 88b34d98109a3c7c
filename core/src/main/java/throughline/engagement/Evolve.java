package throughline.engagement;

/** What an event does to an engagement. Never refuses: what happened, happened. */
public final class Evolve {

    private Evolve() {}

    /** The engagement after one more event. */
    public static Engagement apply(Engagement state, Event event) {
        return new Engagement(state.id(), state.sequence() + 1, state.nextWake());
    }
}
