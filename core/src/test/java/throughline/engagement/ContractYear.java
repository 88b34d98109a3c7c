package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.Records.day;
import static throughline.engagement.Records.instalments;
import static throughline.engagement.Records.on;

import throughline.books.Identity;
import throughline.observed.CanonicalRecord.DealLine;

/** A year of service, sold and lived through day by day, whose books hold at every stop. */
final class ContractYear {

    /** EUR 365.00 for 2026, a Euro a day, billed by quarters. */
    static final DealLine YEAR =
            instalments(
                    "C",
                    "straight-line",
                    on("2026-03-31", "91.25"),
                    on("2026-06-30", "91.25"),
                    on("2026-09-30", "91.25"),
                    on("2026-12-31", "91.25"));

    private ContractYear() {}

    static Story sold(DealLine... lines) {
        return Story.active(HandmadeRelease.complete(), lines);
    }

    /** Every day that something is due on, up to this one. */
    static void until(Story story, String day) {
        story.tickUntil(day(day));
        story.tick(day);
    }

    /** Every identity holds, and what happened tells where everything stands. */
    static void holds(Story story) {
        for (Identity identity : Identity.ALL) {
            assertThat(identity.holds(story.balances())).as(identity.name()).isTrue();
        }
        Engagement replayed = Engagement.empty(story.state().id());
        for (Event event : story.events()) {
            replayed = Evolve.apply(replayed, event);
        }
        assertThat(replayed).isEqualTo(story.state());
    }
}
