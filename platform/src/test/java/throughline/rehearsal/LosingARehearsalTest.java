package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.releases.KeptRelease;

/** A rehearsal whose process was killed is neither told as running for ever nor as half done. */
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

    @Test
    void it_is_not_finished_when_its_release_could_not_be_told() throws Exception {
        KeptRelease next = drafted("sectors.csv", "technolgy", "technologie", "ann");
        JdbcClient sql = JdbcClient.create(database);
        sql.sql(
                        "alter table release_step add constraint gone check (step <> 'rehearsed')"
                                + " not valid")
                .update();
        assertThatThrownBy(() -> rehearsed(next)).hasMessageContaining("gone");
        sql.sql("alter table release_step drop constraint gone").update();
        assertThat(kept.of(next.id()))
                .extracting(Rehearsal::state)
                .containsExactly(Rehearsal.State.FAILED);
        assertThat(rehearsed(next).state()).isEqualTo(Rehearsal.State.FINISHED);
    }
}
