package throughline.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.dispatch.Actions.action;
import static throughline.dispatch.Actions.after;
import static throughline.dispatch.Actions.invoice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome;
import throughline.connectors.Connector;
import throughline.database.SharedDatabase;
import throughline.dispatch.FaultySystem.Fault;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;

@ResourceLock("the table of actions")
@ResourceLock(value = SharedDatabase.KEPT, mode = ResourceAccessMode.READ)
class DispatchingActionsTest {

    private final FaultySystem erp = FaultySystem.searchable();
    private final FaultySystem crm = FaultySystem.searchable();
    private final Map<String, Object> limits = new HashMap<>();
    private SystemDeclaration.Mode mode = SystemDeclaration.Mode.LIVE;
    private final ActionTable table = new ActionTable(SharedDatabase.dataSource());
    private Dispatch dispatch = new Dispatch(List.of());

    @BeforeEach
    void limits() {
        limits.put("backoffMillis", 20);
        limits.put("longestBackoffMillis", 100);
        limits.put("claimMillis", 2000);
    }

    @AfterEach
    void end() {
        dispatch.close();
    }

    @Test
    void sends_what_is_planned_and_hands_its_outcome_to_the_engine() {
        started();
        table.plan(invoice("1"));

        until(() -> table.concluded().containsKey(invoice("1").key()));
        assertThat(table.statusOf(invoice("1"))).isEqualTo("confirmed");
        assertThat(erp.documents(invoice("1"))).isEqualTo(1);
    }

    @Test
    void finds_what_nobody_told_it_about() {
        table.kept(invoice("1"), "planned", Instant.EPOCH);
        started();

        until(() -> table.concluded().containsKey(invoice("1").key()));
    }

    @Test
    void waits_for_what_an_action_depends_on_and_tells_it_the_ids() {
        Action customer = action("erp", "customer", ActionKind.CREATE_CUSTOMER, "crm:account:1");
        Action project = action("erp", "project", ActionKind.CREATE_PROJECT, "deal");
        Action back =
                after(
                        action("crm", "back", ActionKind.WRITE_BACK, "crm:opportunity:1"),
                        customer.key(),
                        project.key());
        erp.failing(Fault.UNREACHABLE, Fault.UNREACHABLE);
        started();
        table.plan(back);
        table.plan(after(project, customer.key()));
        table.plan(customer);

        until(() -> table.concluded().containsKey(back.key()));
        assertThat(erp.order).containsExactly(customer.key().value(), project.key().value());
        assertThat(crm.bodies.get(back.key().value()))
                .containsEntry(
                        "externalIds",
                        Map.of(
                                "CREATE_CUSTOMER", "X-crm:account:1",
                                "CREATE_PROJECT", "X-deal"));
    }

    @Test
    void complaint_2_a_time_out_after_commit_makes_one_document() {
        erp.failing(Fault.TIMED_OUT_AFTER, Fault.TIMED_OUT_BEFORE, Fault.TIMED_OUT_AFTER);
        started();
        List<Action> invoices = List.of(invoice("1"), invoice("2"), invoice("3"), invoice("4"));
        invoices.forEach(table::plan);

        until(() -> table.concluded().size() == 4);
        assertThat(invoices).allSatisfy(each -> assertThat(erp.documents(each)).isEqualTo(1));
    }

    @Test
    void what_was_tried_in_vain_is_kept_with_what_the_system_said() {
        erp.failing(Fault.UNREACHABLE, Fault.TIMED_OUT_BEFORE);
        started();
        table.plan(invoice("1"));

        until(() -> table.concluded().containsKey(invoice("1").key()));
        assertThat(table.attemptsAt(invoice("1")))
                .containsExactly("1 not-done: it is down", "2 in-doubt: no answer in time");
    }

    @Test
    void of_a_write_that_fails_for_long_the_newest_attempts_are_kept() {
        Fault[] down = new Fault[40];
        Arrays.fill(down, Fault.UNREACHABLE);
        erp.failing(down);
        limits.put("longestBackoffMillis", 1);
        limits.put("backoffMillis", 1);
        started();
        table.plan(invoice("1"));

        until(() -> table.concluded().containsKey(invoice("1").key()));
        assertThat(table.attemptsAt(invoice("1")))
                .hasSize(32)
                .first()
                .isEqualTo("9 not-done: it is down");
    }

    @Test
    void after_a_crash_looks_for_what_was_sent_before_sending_it_again() {
        Action arrived = invoice("arrived");
        Action lost = invoice("lost");
        table.kept(arrived, "sent", Instant.EPOCH);
        table.kept(lost, "sent", Instant.EPOCH);
        erp.write(arrived, "before the crash");
        started();

        until(() -> table.concluded().size() == 2);
        assertThat(erp.documents(arrived)).isEqualTo(1);
        assertThat(erp.documents(lost)).isEqualTo(1);
    }

    @Test
    void leaves_a_write_alone_that_another_node_may_still_be_making() {
        table.kept(invoice("other"), "sent", Instant.now().plusSeconds(60));
        table.kept(invoice("ours"), "planned", Instant.EPOCH);
        started();

        until(() -> table.concluded().containsKey(invoice("ours").key()));
        assertThat(table.statusOf(invoice("other"))).isEqualTo("sent");
        assertThat(erp.searches).hasValue(0);
    }

    @Test
    void takes_over_at_once_what_a_process_that_is_gone_had_claimed() {
        Action arrived = invoice("arrived");
        Action lost = invoice("lost");
        String dead = Claimant.HERE.replaceFirst("/[^/]*$", "/1970-01-01T00:00:00Z");
        for (Action each : List.of(arrived, lost)) {
            table.kept(each, "sent", Instant.now().plusSeconds(60));
            table.claimedBy(each, dead);
        }
        erp.write(arrived, "before the crash");
        started();

        until(() -> table.concluded().size() == 2);
        assertThat(erp.documents(arrived)).isEqualTo(1);
        assertThat(erp.documents(lost)).isEqualTo(1);
        assertThat(erp.searches.get()).as("not found once proves nothing").isEqualTo(3);
    }

    @Test
    void leaves_the_claims_of_processes_that_live_or_are_elsewhere() {
        Action ours = invoice("a living process's");
        Action elsewhere = invoice("another machine's");
        table.kept(ours, "sent", Instant.now().plusSeconds(60));
        table.claimedBy(ours, Claimant.HERE);
        table.kept(elsewhere, "sent", Instant.now().plusSeconds(60));
        table.claimedBy(elsewhere, "another-boot/pid:[1]/1/1970-01-01T00:00:00Z");
        started();
        table.plan(invoice("next"));

        until(() -> table.concluded().containsKey(invoice("next").key()));
        assertThat(erp.searches).hasValue(0);
        assertThat(table.claimantOf(invoice("next"))).isEqualTo(Claimant.HERE);
    }

    @Test
    void looks_again_for_an_outcome_that_the_engine_could_not_take() {
        limits.put("claimMillis", 300);
        table.deaf = true;
        started();
        table.plan(invoice("1"));
        until(() -> erp.documents(invoice("1")) == 1);
        table.deaf = false;

        until(() -> table.concluded().containsKey(invoice("1").key()));
        assertThat(erp.documents(invoice("1"))).isEqualTo(1);
    }

    @Test
    void one_system_down_does_not_hold_up_the_other_and_goes_on_by_itself() {
        erp.down = true;
        started();
        List<Action> invoices = List.of(invoice("1"), invoice("2"), invoice("3"));
        invoices.forEach(table::plan);
        Action back = action("crm", "back", ActionKind.WRITE_BACK, "crm:opportunity:1");
        table.plan(back);

        until(() -> table.concluded().containsKey(back.key()));
        until(() -> erp.calls.get() >= 6);
        assertThat(table.concluded()).hasSize(1);
        erp.down = false;
        until(() -> table.concluded().size() == 4);
        assertThat(invoices).allSatisfy(each -> assertThat(erp.documents(each)).isEqualTo(1));
    }

    @Test
    void a_system_that_is_down_is_left_alone_and_operators_are_told_until_it_is_back() {
        erp.down = true;
        started();
        for (int i = 0; i < 50; i++) {
            table.plan(invoice("" + i));
        }

        until(() -> table.incidents(false) == 1);
        assertThat(erp.calls.get()).isLessThan(40);
        erp.down = false;
        until(() -> table.incidents(true) == 1);
    }

    @Test
    void what_a_lost_process_said_of_a_system_ends_with_its_first_answer() {
        table.told("erp", "system-away");
        started();
        assertThat(table.incidents(false)).isEqualTo(1);
        table.plan(invoice("1"));

        until(() -> table.incidents(true) == 1);
    }

    @Test
    void complaint_5_a_write_that_keeps_failing_is_handed_to_a_person() {
        limits.put("attempts", 3);
        erp.failing(Fault.TIMED_OUT_BEFORE, Fault.TIMED_OUT_BEFORE, Fault.TIMED_OUT_BEFORE);
        started();
        table.plan(invoice("1"));

        until(() -> table.concluded().containsKey(invoice("1").key()));
        assertThat(table.concluded().get(invoice("1").key()))
                .isInstanceOf(ActionOutcome.Ambiguous.class);
    }

    @Test
    void complaint_16_a_limit_of_the_system_pauses_the_whole_lane() {
        limits.put("concurrency", 1);
        erp.failing(Fault.LIMITED);
        started();
        Instant began = Instant.now();
        table.plan(invoice("1"));
        table.plan(invoice("2"));

        until(() -> table.concluded().size() == 2);
        assertThat(Duration.between(began, Instant.now())).isGreaterThan(Duration.ofMillis(290));
        assertThat(erp.calls).hasValue(3);
    }

    @Test
    void keeps_within_the_budget_that_all_nodes_share() {
        limits.put("perMinute", 60);
        started();
        for (int i = 0; i < 30; i++) {
            table.plan(invoice("" + i));
        }

        until(() -> erp.calls.get() >= 10);
        assertThat(erp.calls.get()).isLessThan(16);
    }

    @Test
    void a_system_in_shadow_is_never_sent_to() {
        mode = SystemDeclaration.Mode.SHADOW;
        table.kept(invoice("1"), "planned", Instant.EPOCH);
        started();
        table.plan(invoice("2"));

        assertThat(dispatch.lanes()).isEmpty();
        assertThat(erp.calls).hasValue(0);
        assertThat(table.statusOf(invoice("2"))).isEqualTo("planned");
    }

    @Test
    void a_withdrawn_action_is_not_sent() {
        table.kept(invoice("1"), "withdrawn", Instant.EPOCH);
        started();
        dispatch.planned(Actions.DEAL, invoice("1"), Actions.TRACE);
        table.plan(invoice("2"));

        until(() -> table.concluded().containsKey(invoice("2").key()));
        assertThat(erp.documents(invoice("1"))).isZero();
    }

    private void started() {
        dispatch =
                new Lanes(
                                SharedDatabase.dataSource(),
                                table,
                                partition -> true,
                                InstantSource.system())
                        .open(
                                List.of(declared("erp"), declared("crm")),
                                Map.<String, Connector>of("erp", erp, "crm", crm));
        table.telling(dispatch);
        dispatch.start();
    }

    private SystemDeclaration declared(String name) {
        return new SystemDeclaration(
                name,
                Release.Role.ERP,
                "test",
                mode,
                List.of(),
                List.of(),
                List.of(),
                "somebody",
                Map.of("limits", Map.copyOf(limits)));
    }

    private static void until(BooleanSupplier fact) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!fact.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
