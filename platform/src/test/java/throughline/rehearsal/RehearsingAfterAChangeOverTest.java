package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.engagement.AgreementEvent;
import throughline.engine.Engine;
import throughline.releases.KeptRelease;
import throughline.releases.ReadResult;
import throughline.releases.Signature;

/** What a release changes of the whole history is told, however young the one in force is. */
class RehearsingAfterAChangeOverTest extends TenOpportunities {

    private static final String STAGES = "stages.csv";

    @Test
    void the_same_change_moves_the_same_money_as_before_it() throws Exception {
        try (Engine engine = engine(first)) {
            engine.tick(Duration.ofSeconds(60));
        }
        Rehearsal before = rehearsed(drafted(STAGES, "Won,WON", "Won,OPEN", "ann"));
        ReadResult.Released harmless = made("sectors.csv", "technolgy", "technologie");
        putInForce(harmless);
        Rehearsal after =
                rehearsed(drafted(changed(harmless, STAGES, "Won,WON", "Won,OPEN"), "ann"));
        assertThat(before.baseline()).contains(Baseline.BOOKS);
        assertThat(after.baseline()).contains(Baseline.BEGINNING);
        Findings found = new Findings(database, before.number());
        assertThat(found.eachAmount(1_000)).isNotEmpty();
        assertThat(new Findings(database, after.number()).eachAmount(1_000))
                .isEqualTo(found.eachAmount(1_000));
        assertThat(after.gate()).isEqualTo(before.gate());
        assertThat(after.baseline().orElseThrow().told(after.against())).contains(after.against());
    }

    @Test
    void a_change_without_consequence_differs_in_nothing_though_the_books_do() throws Exception {
        ReadResult.Released otherwise = made(STAGES, "Won,WON", "Won,OPEN");
        putInForce(otherwise);
        Rehearsal harmless =
                rehearsed(
                        drafted(
                                changed(otherwise, "sectors.csv", "technolgy", "technologie"),
                                "ann"));
        assertThat(harmless.baseline()).contains(Baseline.BEGINNING);
        assertThat(new Findings(database, harmless.number()).engagements()).isZero();
    }

    @Test
    void where_an_earlier_release_let_a_deal_through_what_changes_from_there_is_told()
            throws Exception {
        ReadResult.Released strict = made("products.csv", "GTX Basic,GTX Basic,", "GTX,GTX,");
        putInForce(strict);
        Rehearsal lost = rehearsed(drafted(changed(strict, STAGES, "Won,WON", "Won,LOST"), "ann"));
        assertThat(lost.baseline()).contains(Baseline.BEGINNING);
        List<Findings.OneAmount> found = new Findings(database, lost.number()).eachAmount(1_000);
        assertThat(found)
                .as("neither would have booked anything, and what is booked is cancelled")
                .extracting(each -> each.amount().happening())
                .contains("booked", "revenue-recognized");
        assertThat(lost.gate()).as("it moves more than one person may").isPresent();
        Retelling.Told told =
                new Retelling(database, InstantSource.system())
                        .of(lost, found.getFirst().engagement())
                        .orElseThrow();
        assertThat(told.onward()).as("it goes on from where it stands").isTrue();
        assertThat(new Findings(database, lost.number()).onward(100))
                .contains(found.getFirst().engagement());
        assertThat(told.rehearsed())
                .hasAtLeastOneElementOfType(AgreementEvent.ContractCancelled.class);
    }

    @Test
    void going_back_is_held_against_the_books() throws Exception {
        putInForce(made("sectors.csv", "technolgy", "technologie"));
        KeptRelease back = store.find(first.release().id()).orElseThrow();
        Rehearsal undo =
                rehearsals.rehearseRollBack(back, Signature.of("ann"), Rehearsals.Watcher.NOBODY);
        assertThat(undo.baseline()).contains(Baseline.BOOKS);
        assertThat(new Findings(database, undo.number()).engagements()).isZero();
    }

    private KeptRelease drafted(ReadResult.Released release, String author) {
        return store.draft(release, Signature.of(author), "why", now);
    }
}
