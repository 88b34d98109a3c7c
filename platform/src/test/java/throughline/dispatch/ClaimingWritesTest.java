package throughline.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.dispatch.Actions.action;
import static throughline.dispatch.Actions.after;
import static throughline.dispatch.Actions.pending;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome;
import throughline.database.SharedDatabase;

/** A write is claimed, durably, by one node, and only when what it depends on is confirmed. */
@ResourceLock("the table of actions")
@ResourceLock(value = SharedDatabase.KEPT, mode = ResourceAccessMode.READ)
class ClaimingWritesTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final ActionTable table = new ActionTable(SharedDatabase.dataSource());
    private final ActionStore store = new ActionStore(SharedDatabase.dataSource());
    private final Confirmations confirmations = new Confirmations();
    private final Action customer =
            action("erp", "customer", ActionKind.CREATE_CUSTOMER, "crm:account:1");
    private final Action project =
            after(action("psa", "project", ActionKind.CREATE_PROJECT, "deal"), customer.key());

    @Test
    void it_gets_the_ids_of_what_this_node_saw_confirmed() {
        table.kept(project, "planned", Instant.EPOCH);
        confirmations.note(customer, new ActionOutcome.Confirmed("C-7", Map.of()));

        List<Pending> claimed = claim();

        assertThat(claimed)
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.attempts()).isEqualTo(1);
                            assertThat(each.action().body())
                                    .containsEntry("externalIds", Map.of("CREATE_CUSTOMER", "C-7"));
                        });
        assertThat(table.statusOf(project)).isEqualTo("sent");
    }

    @Test
    void it_gets_the_ids_of_what_another_node_saw_confirmed() {
        table.kept(project, "planned", Instant.EPOCH);
        table.kept(customer, "planned", Instant.EPOCH);
        assertThat(claim()).isEmpty();

        table.confirmed(customer, "C-8");

        assertThat(claim())
                .singleElement()
                .satisfies(
                        each ->
                                assertThat(each.action().body())
                                        .containsEntry(
                                                "externalIds", Map.of("CREATE_CUSTOMER", "C-8")));
    }

    @Test
    void it_is_claimed_once() {
        table.kept(project, "planned", Instant.EPOCH);
        confirmations.note(customer, new ActionOutcome.Confirmed("C-7", Map.of()));

        assertThat(claim()).hasSize(1);
        assertThat(claim()).isEmpty();
    }

    @Test
    void it_is_left_alone_when_it_was_withdrawn_in_between() {
        table.kept(project, "withdrawn", Instant.EPOCH);
        confirmations.note(customer, new ActionOutcome.Confirmed("C-7", Map.of()));

        assertThat(claim()).isEmpty();
        assertThat(table.statusOf(project)).isEqualTo("withdrawn");
    }

    @Test
    void it_is_left_alone_when_somebody_cancels_it_at_that_moment() {
        table.kept(project, "held", Instant.EPOCH);
        confirmations.note(customer, new ActionOutcome.Confirmed("C-7", Map.of()));

        assertThat(claim()).isEmpty();
        assertThat(table.statusOf(project)).isEqualTo("held");
    }

    @Test
    void what_was_refused_or_is_unclear_lets_nothing_go_on() {
        confirmations.note(customer, new ActionOutcome.Rejected("no", "No."));
        confirmations.note(customer, new ActionOutcome.Ambiguous("Who knows."));

        assertThat(confirmations.idsFor(project)).isEmpty();
        assertThat(confirmations.idsFor(customer)).contains(Map.of());
    }

    private List<Pending> claim() {
        return store.claim(List.of(pending(project, 1)), confirmations, LONG);
    }
}
