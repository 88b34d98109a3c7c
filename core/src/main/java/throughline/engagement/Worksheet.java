package throughline.engagement;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.money.Reckoning;

/**
 * Where rules note how they came to an amount, for whoever asks. Rules write to it and never read
 * it: with or without one, every decision is the same.
 *
 * <p><b>Threads</b>: of one decision after another, like the engagement itself.
 */
public final class Worksheet {

    /** Nobody asks: nothing is kept. */
    public static final Worksheet NONE = new Worksheet(false);

    private final boolean keeping;
    private final Map<Event, List<Working>> workings = new IdentityHashMap<>();

    /**
     * How one amount of an event came about.
     *
     * @param rule in kebab case, as documentation calls it
     * @param source the paragraph of the standard, or the part of the agreement, that says so
     */
    public record Working(String rule, String source, Reckoning how) {}

    private Worksheet(boolean keeping) {
        this.keeping = keeping;
    }

    /** An empty one. */
    public static Worksheet kept() {
        return new Worksheet(true);
    }

    /**
     * How the amounts of this very event came about, in the order in which they were noted. Whoever
     * asks takes the note along, so that the sheet stays as small as what nobody has asked about.
     */
    public List<Working> taken(Event event) {
        List<Working> noted = workings.remove(event);
        return noted == null ? List.of() : noted;
    }

    void note(Event event, Working working) {
        if (keeping) {
            workings.merge(event, List.of(working), Worksheet::both);
        }
    }

    private static List<Working> both(List<Working> some, List<Working> others) {
        List<Working> all = new ArrayList<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }

    /** An event that stands for another one is explained as that one is. */
    void same(Event event, Event as) {
        Optional.ofNullable(workings.get(as)).ifPresent(known -> workings.put(event, known));
    }
}
