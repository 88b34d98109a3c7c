package throughline.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Open exceptions of the business: grouped by their cause, and one by one.
 *
 * @param cause the fingerprint of the chosen group; empty for all
 * @param unmapped a sentence about codes that nobody mapped; empty when there are none
 * @param snoozed whether those that rest alone are shown
 * @param snoozedHref where the others are
 * @param all where those of every cause are, of the same kind
 * @param repair where the chosen cause can be mended in all places; empty where it cannot
 */
public record ExceptionsView(
        Page page,
        List<Group> groups,
        String cause,
        String all,
        String title,
        String repair,
        String csv,
        String unmapped,
        boolean snoozed,
        String snoozedHref,
        String snoozedText,
        List<Row> rows,
        String range,
        @Nullable String previous,
        @Nullable String next) {

    /** Exceptions of one cause. */
    public record Group(
            String code,
            String system,
            String href,
            long cases,
            String atStake,
            String owner,
            String oldest,
            String due,
            boolean chosen) {}

    /** One exception. */
    public record Row(
            String code,
            String sentence,
            String engagement,
            String href,
            String owner,
            String since,
            String atStake,
            String assignee,
            String care) {

        /** One as an engagement's page shows it. */
        public Row(
                String code,
                String sentence,
                String engagement,
                String href,
                String owner,
                String since,
                String atStake) {
            this(code, sentence, engagement, href, owner, since, atStake, "", "");
        }
    }
}
