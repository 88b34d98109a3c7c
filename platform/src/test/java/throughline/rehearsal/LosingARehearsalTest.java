package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import throughline.releases.KeptRelease;

/** A rehearsal whose process was killed is not told as running for ever. */
class LosingARehearsalTest extends TenOpportunities {

    private final RehearsalStore kept = new RehearsalStore(database);

    @Test
    void it_runs_for_as_long_as_somebody_runs_it_and_has_failed_afterwards() throws Exception {
        KeptRelease next = drafted("sectors.csv", "technolgy", "technologie", "ann");
        long number;
        try (Underway underway =
                kept.begin(
                        new RehearsalStore.Begun(
                                next.id(), next.hash(), first.release().id(), Scope.WHOLE, "ann"),
                        now)) {
            number = underway.number();
            assertThat(kept.find(number).orElseThrow().state()).isEqualTo(Rehearsal.State.RUNNING);
        }
        assertThat(kept.find(number).orElseThrow().state()).isEqualTo(Rehearsal.State.FAILED);
        assertThat(rehearsed(next).state()).isEqualTo(Rehearsal.State.FINISHED);
    }
}
