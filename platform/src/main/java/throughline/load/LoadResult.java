package throughline.load;

import java.util.List;

/**
 * What a load came to.
 *
 * @param received records that were read, doubled ones included
 * @param duplicates of those, the ones that were there already
 * @param parked messages that the home holds and cannot decide, after the load
 * @param engagements with a deal that is won, after the load
 * @param exceptions open ones, after the load
 * @param ignored what the home holds and mappings leave aside, after the load
 * @param leftOut files of the folders whose names no source takes
 */
public record LoadResult(
        long received,
        long duplicates,
        long parked,
        long engagements,
        long exceptions,
        long elapsedMillis,
        List<Ignored> ignored,
        List<String> leftOut) {

    public LoadResult {
        ignored = List.copyOf(ignored);
        leftOut = List.copyOf(leftOut);
    }

    /** Messages of one type that mappings left aside for one reason. */
    public record Ignored(String system, String type, String reason, long messages) {}
}
