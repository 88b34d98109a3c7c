package throughline.releases;

import java.util.List;
import java.util.Optional;
import throughline.wording.Counted;

/**
 * One thing that another release says otherwise.
 *
 * @param part as owners have it, {@code tables/rate-card}, {@code mappings/crm/Opportunity}
 * @param what in words
 * @param reach where it leads: canonical fields, and what is decided, written and counted by them
 * @param why the verdict is so
 * @param passage what has to have gone through it to count
 */
public record Change(
        String part,
        String what,
        List<String> reach,
        Verdict verdict,
        String why,
        String owner,
        Passage passage,
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
     * @param money what was booked, what work gave the right to bill and what was billed, one text
     *     a currency
     * @param untold why what is kept cannot tell what went through it; empty when it can
     */
    public record Weight(long engagements, List<String> money, Optional<String> untold) {
        /** Nobody looked. */
        public static final Weight UNKNOWN = untold("no installation was looked at");

        public Weight {
            money = List.copyOf(money);
        }

        static Weight untold(String why) {
            return new Weight(0, List.of(), Optional.of(why));
        }

        /** In words: how much went through it, or why that cannot be told. */
        public String words() {
            return untold.map(why -> "how much went through it is not checkable: " + why)
                    .orElseGet(
                            () ->
                                    engagements == 0
                                            ? "nothing went through it in the last 90 days"
                                            : counted("it"));
        }

        /** How many and how much went through what is named so. */
        String counted(String through) {
            return "%s went through %s in the last 90 days, with %s"
                    .formatted(
                            Counted.of(engagements, "engagement"),
                            through,
                            money.isEmpty() ? "no money" : String.join(", ", money));
        }
    }

    Change judging(Verdict found, String because) {
        return new Change(part, what, reach, found, because, owner, passage, weight);
    }

    Change weighing(Weight found) {
        return new Change(part, what, reach, verdict, why, owner, passage, found);
    }
}
