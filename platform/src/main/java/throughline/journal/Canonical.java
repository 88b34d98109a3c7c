package throughline.journal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import throughline.observed.CanonicalRecord;

/**
 * The content of a record, as it is stored or as it was translated; the other of the two is made
 * when somebody asks for it, since most records are decided once and never looked at again.
 *
 * <p><b>Threads</b>: safe for any number; at worst the same is made twice.
 */
public final class Canonical {

    private volatile byte @Nullable [] bytes;
    private volatile @Nullable CanonicalRecord record;

    private Canonical(byte @Nullable [] bytes, @Nullable CanonicalRecord record) {
        this.bytes = bytes;
        this.record = record;
    }

    /** What was stored. */
    static Canonical stored(byte[] bytes) {
        return new Canonical(bytes, null);
    }

    /** What was translated. */
    public static Canonical of(CanonicalRecord record) {
        return new Canonical(null, record);
    }

    /** As it is stored. */
    byte[] bytes() {
        byte[] known = bytes;
        if (known == null) {
            known = StateCodec.record(record());
            bytes = known;
        }
        return known;
    }

    /** As it is decided upon. */
    public CanonicalRecord record() {
        CanonicalRecord known = record;
        if (known == null) {
            byte[] stored = bytes;
            if (stored == null) {
                throw new IllegalStateException("a record has either bytes or a content");
            }
            known = StateCodec.record(stored);
            record = known;
        }
        return known;
    }

    /** Whether both are stored alike. */
    public boolean isStoredLike(Canonical other) {
        return Arrays.equals(bytes(), other.bytes());
    }
}
