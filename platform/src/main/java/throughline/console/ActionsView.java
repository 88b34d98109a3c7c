package throughline.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes to outside systems, chosen by how they stand.
 *
 * @param system the only one that is looked at; empty for all
 * @param ofAll where those of all systems are
 */
public record ActionsView(
        Page page,
        String system,
        String ofAll,
        List<Choice> choices,
        List<Row> rows,
        String range,
        @Nullable String previous,
        @Nullable String next,
        List<LaneRow> lanes) {

    /** A filter by status. */
    public record Choice(String text, String href, long writes, boolean chosen) {}

    /**
     * One write.
     *
     * @param tone {@code good}, {@code warn}, {@code bad} or empty
     */
    public record Row(
            String kind,
            String system,
            String href,
            String engagement,
            String engagementHref,
            String status,
            String tone,
            int attempts,
            String atStake,
            String next,
            String sentence) {}
}
