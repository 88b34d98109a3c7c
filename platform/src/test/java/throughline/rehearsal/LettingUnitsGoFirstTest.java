package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import throughline.releases.Activation;
import throughline.releases.KeptRelease;
import throughline.releases.ReleaseStep;
import throughline.releases.Signature;

/** While a unit goes first under a release, nothing else takes it along or leaves it behind. */
class LettingUnitsGoFirstTest extends TenOpportunities {

    private static final List<String> SALES = List.of("sales");

    @Test
    void the_others_follow_on_the_same_rehearsal() throws Exception {
        KeptRelease next = drafted("sectors.csv", "technolgy", "technologie", "ann");
        rehearsed(next);
        Activation first = changeOver.apply(next, SALES, Somebody.called("ann"));
        assertThat(first.kind()).isEqualTo(Activation.Kind.STAGED);
        assertThat(store.find(first.release()).orElseThrow().staging().orElseThrow().from())
                .isEqualTo(store.all().getLast().id());
        assertThat(changeOver.apply(next, List.of(), Somebody.called("ann")).kind())
                .isEqualTo(Activation.Kind.APPLIED);
    }

    @Test
    void the_same_unit_cannot_go_first_twice() throws Exception {
        KeptRelease next = drafted("sectors.csv", "technolgy", "technologie", "ann");
        rehearsed(next);
        changeOver.apply(next, SALES, Somebody.called("ann"));
        assertThatThrownBy(() -> changeOver.apply(next, SALES, Somebody.called("ann")))
                .hasMessageContaining(
                        "Cannot apply release %s to sales first: it is in force for sales"
                                .formatted(next.id()));
    }

    @Test
    void a_unit_that_is_named_twice_goes_first_once() throws Exception {
        KeptRelease next = drafted("sectors.csv", "technolgy", "technologie", "ann");
        rehearsed(next);
        Activation first =
                changeOver.apply(next, List.of("sales", "sales"), Somebody.called("ann"));
        assertThat(store.find(first.release()).orElseThrow().staging().orElseThrow().units())
                .containsExactly("sales");
        assertThatThrownBy(() -> changeOver.apply(next, SALES, Somebody.called("ann")))
                .hasMessageContaining("it is in force for sales");
    }

    @Test
    void a_unit_without_a_name_is_none() throws Exception {
        KeptRelease next = drafted("sectors.csv", "technolgy", "technologie", "ann");
        rehearsed(next);
        assertThatThrownBy(() -> changeOver.apply(next, List.of(" "), Somebody.called("ann")))
                .hasMessageContaining("to a unit without a name");
    }

    @Test
    void a_third_release_waits_until_the_units_are_of_one_mind() throws Exception {
        KeptRelease next = drafted("sectors.csv", "technolgy", "technologie", "ann");
        KeptRelease third = drafted("sectors.csv", "technolgy", "tech", "ann");
        rehearsed(next);
        rehearsed(third);
        changeOver.apply(next, SALES, Somebody.called("ann"));
        assertThatThrownBy(() -> changeOver.apply(third, SALES, Somebody.called("ann")))
                .hasMessageContaining("release " + next.id() + " is in force for sales first")
                .hasMessageContaining("Apply that to all (throughline apply " + next.id() + ")");
        assertThatThrownBy(() -> changeOver.apply(third, List.of(), Somebody.called("ann")))
                .as("what it would change of sales was never looked at")
                .hasMessageContaining("was not rehearsed on the whole history");
        if (rehearsed(third).gate().isPresent()) {
            changeOver.approve(third, Somebody.called("bob"), "");
        }
        assertThat(changeOver.apply(third, List.of(), Somebody.called("ann")).release())
                .isEqualTo(third.id());
    }

    @Test
    void a_rehearsal_of_what_was_in_force_against_itself_takes_nobody_back() throws Exception {
        KeptRelease old = store.find(first.release().id()).orElseThrow();
        KeptRelease next = drafted("stages.csv", "Won,WON", "Won,OPEN", "ann");
        rehearsed(old);
        rehearsed(next);
        changeOver.approve(next, Somebody.called("bob"), "");
        changeOver.apply(next, SALES, Somebody.called("ann"));
        assertThatThrownBy(() -> changeOver.rollBack(old, Somebody.called("ann")))
                .hasMessageContaining("was not rehearsed on the whole history");
        Rehearsal back =
                rehearsals.rehearseRollBack(old, Signature.of("ann"), Rehearsals.Watcher.NOBODY);
        if (back.gate().isPresent()) {
            changeOver.approve(old, Somebody.called("bob"), "");
        }
        assertThat(changeOver.rollBack(old, Somebody.called("ann")).kind())
                .isEqualTo(Activation.Kind.ROLLED_BACK);
    }

    @Test
    void what_is_in_force_is_not_agreed_to_any_more() throws Exception {
        KeptRelease old = store.find(first.release().id()).orElseThrow();
        rehearsed(old);
        assertThatThrownBy(() -> changeOver.approve(old, Somebody.called("bob"), ""))
                .hasMessageContaining("Cannot approve release " + old.id() + ": it is in force");
    }

    @Test
    void what_is_made_meanwhile_is_made_against_what_all_others_decide_under() throws Exception {
        KeptRelease old = store.find(first.release().id()).orElseThrow();
        KeptRelease next = drafted("sectors.csv", "technolgy", "technologie", "ann");
        rehearsed(next);
        changeOver.apply(next, SALES, Somebody.called("ann"));
        assertThat(store.find(old.id()).orElseThrow().stands())
                .as("all others decide under it")
                .isEqualTo(ReleaseStep.ACTIVE);
        KeptRelease unaware = drafted("products.csv", "GTX Pro,GTX Pro,", "GTX P,GTX Pro,", "bob");
        assertThat(unaware.parent()).contains(old.id());
        changeOver.apply(next, List.of(), Somebody.called("ann"));
        assertThat(store.find(old.id()).orElseThrow().stands()).isEqualTo(ReleaseStep.RETIRED);
        rehearsed(unaware);
        assertThatThrownBy(() -> changeOver.apply(unaware, List.of(), Somebody.called("bob")))
                .as("it would take back what came into force for all since it was made")
                .hasMessageContaining("would take back what came into force since")
                .hasMessageContaining("tables/sectors");
    }
}
