package throughline.releases;

import java.util.List;

/**
 * One thing that another release says otherwise.
 *
 * @param part as owners have it, {@code tables/rate-card}, {@code mappings/crm/Opportunity}
 * @param what in words
 * @param reach where it leads: canonical fields, and what is decided, written and counted by them
 * @param why the verdict is so
 */
public record Change(
        String part,
        String what,
        List<String> reach,
        Verdict verdict,
        String why,
        String owner,
        Weight weight) {

    public Change {
        reach = List.copyOf(reach);
    }

    /** Whether it is known to be right. */
    public enum Verdict {
        /** A golden case goes through it and has its right answer. */
        CHECKED,
        /** A golden case goes through it and has another answer. */
        BROKEN,
        /** Nothing goes through it that has a right answer. */
        NOT_CHECKABLE
    }

    /**
     * What went through it in the last ninety days.
     *
     * @param money what was booked and what work gave the right to bill, one text a currency
     */
    public record Weight(long engagements, List<String> money) {
        /** Nothing is known of it. */
        public static final Weight UNKNOWN = new Weight(0, List.of());

        public Weight {
            money = List.copyOf(money);
        }
    }

    Change weighing(Weight found) {
        return new Change(part, what, reach, verdict, why, owner, found);
    }
}
