package throughline.engagement;

import java.util.List;

/**
 * What a signal did: the events in order, and the state after them.
 *
 * @param state equals the fold of the events over the state before
 */
public record Outcome(Engagement state, List<Event> events) {

    public Outcome {
        events = List.copyOf(events);
    }
}
