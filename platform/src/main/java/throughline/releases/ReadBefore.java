package throughline.releases;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The releases that this process made last, by the hash of their files: the same files make the
 * same release, and compiling them takes longer than most of what is asked of it. A page of one
 * release reads it several times. Memory that is wanted elsewhere is given back.
 *
 * <p><b>Threads</b>: safe for any number of threads.
 */
final class ReadBefore {

    /** What is in force, what is planned, and what went before, of some units. */
    private static final int MOST = 8;

    private final Map<String, SoftReference<ReadResult.Released>> kept =
            new LinkedHashMap<>(16, 0.75f, true);

    /** The release of these files; made when it is not known. What is faulty is read each time. */
    ReadResult of(LandscapeFiles files, Supplier<ReadResult> made) {
        String hash = files.hash();
        Optional<ReadResult.Released> known = known(hash);
        if (known.isPresent()) {
            return new ReadResult.Released(known.get().release(), known.get().goldenCases(), files);
        }
        ReadResult result = made.get();
        if (result instanceof ReadResult.Released released) {
            keep(hash, released);
        }
        return result;
    }

    private synchronized Optional<ReadResult.Released> known(String hash) {
        return Optional.ofNullable(kept.get(hash)).map(SoftReference::get);
    }

    private synchronized void keep(String hash, ReadResult.Released released) {
        kept.put(hash, new SoftReference<>(released));
        if (kept.size() > MOST) {
            kept.remove(kept.keySet().iterator().next());
        }
    }
}
