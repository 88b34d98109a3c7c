package throughline.landscape.expression;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import throughline.landscape.Lookup;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/**
 * What one evaluation reads, and what it reports.
 *
 * <p><b>Threads</b>: one evaluation, one thread.
 */
public final class Scope {

    /** The system of records that no map of codes knows yet. */
    public static final String CODES = "landscape";

    private final @Nullable Object[] slots;
    private final Lookup lookup;
    private @Nullable Set<RecordKey> missing;
    private @Nullable Set<RecordKey> watches;
    private @Nullable Set<String> sentences;
    private int waits;

    /** A scope for expressions of a vocabulary. */
    public Scope(int slots, Lookup lookup) {
        this.slots = new @Nullable Object[slots];
        this.lookup = lookup;
    }

    /** Gives a variable its value. */
    public void set(int slot, @Nullable Object value) {
        slots[slot] = value;
    }

    @Nullable Object get(int slot) {
        return slots[slot];
    }

    /** A record that must be there. */
    CanonicalRecord require(RecordKey key) {
        CanonicalRecord found = watch(key);
        if (found == null) {
            throw waitFor(key, key.type() + " " + key.id() + " of " + key.system() + " to arrive");
        }
        return found;
    }

    /** A record that may be there; its arrival asks for a translation anew. */
    @Nullable CanonicalRecord watch(RecordKey key) {
        if (watches == null) {
            watches = new LinkedHashSet<>();
        }
        watches.add(key);
        return lookup.find(key).orElse(null);
    }

    /** Reports what is awaited. */
    Unresolved waitFor(RecordKey key, String what) {
        if (missing == null || sentences == null) {
            missing = new LinkedHashSet<>();
            sentences = new TreeSet<>();
        }
        missing.add(key);
        waits++;
        sentences.add(what);
        return Unresolved.waiting();
    }

    /** How often something was awaited. */
    public int waits() {
        return waits;
    }

    /** Awaited records, in the order in which they were asked for. */
    public Set<RecordKey> missing() {
        return missing == null ? Set.of() : missing;
    }

    /** What is awaited, in words. */
    public String waitingFor() {
        return sentences == null ? "" : String.join("; ", sentences);
    }

    /** Records that were read or asked for. */
    public Set<RecordKey> watches() {
        return watches == null ? Set.of() : watches;
    }
}
