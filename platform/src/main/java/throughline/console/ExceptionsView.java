package throughline.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Open exceptions of the business, and apart from them what is parked for the operators. */
public record ExceptionsView(
        Page page,
        List<Cause> causes,
        List<Row> rows,
        String range,
        @Nullable String previous,
        @Nullable String next,
        List<Parked> incidents) {

    /** A filter by cause. */
    public record Cause(String text, String href, long cases, boolean chosen) {}

    /** One exception. */
    public record Row(
            String code,
            String sentence,
            String engagement,
            String href,
            String owner,
            String since,
            String atStake) {}

    /** Parked messages of one cause and origin. */
    public record Parked(String origin, String code, String sentence, long messages) {}
}
