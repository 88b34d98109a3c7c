package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.Records.DEAL;
import static throughline.engagement.Records.customer;
import static throughline.engagement.Records.day;
import static throughline.engagement.Records.deal;
import static throughline.engagement.Records.eur;
import static throughline.engagement.Records.milestones;
import static throughline.engagement.Records.won;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome.Ambiguous;
import throughline.align.ActionOutcome.Confirmed;
import throughline.align.ActionOutcome.Rejected;
import throughline.books.Account;
import throughline.engagement.AgreementEvent.ContractBooked;
import throughline.engagement.AgreementEvent.ContractCancelled;
import throughline.engagement.AgreementEvent.ProjectActivated;
import throughline.engagement.AttentionEvent.ClockStarted;
import throughline.engagement.AttentionEvent.ClockStopped;
import throughline.engagement.EffectEvent.ActionPlanned;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.Stage;

class FromAWonDealToAnActiveProjectTest {

    private static final DealLine WORK = milestones("L1", "output-milestones", "400.00", "600.00");

    @Test
    void open_and_lost_deals_raise_nothing() {
        Story story = Story.under(HandmadeRelease.complete());
        story.observe(deal(Stage.OPEN, WORK));
        story.observe(deal(Stage.LOST, WORK));
        assertThat(story.openExceptions()).isEmpty();
        assertThat(story.all(ContractBooked.class)).isEmpty();
        assertThat(story.underWay()).isEmpty();
    }

    @Test
    void a_deal_without_its_customer_waits_with_an_exception_that_closes_by_itself() {
        Story story = Story.under(HandmadeRelease.complete());
        story.observe(won(WORK));
        var waiting = story.openException("gate:customer-unknown");
        assertThat(waiting.atStake()).contains(eur("1000.00"));
        assertThat(waiting.due()).contains(Instant.parse("2026-01-02T13:00:00Z"));
        story.observe(customer());
        assertThat(story.openExceptions()).isEmpty();
        assertThat(story.all(ContractBooked.class)).hasSize(1);
    }

    @Test
    void it_is_booked_on_the_later_of_signature_and_approval() {
        Story story = Story.active(HandmadeRelease.complete(), WORK);
        assertThat(story.all(ContractBooked.class).getFirst().bookedOn())
                .isEqualTo(day("2025-12-19"));
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("1000.00"));
    }

    @Test
    void every_system_is_asked_once_and_the_project_is_active_when_all_have_answered() {
        Story story = Story.under(HandmadeRelease.complete());
        story.observe(customer());
        List<Event> events = story.observe(won(WORK));
        assertThat(
                        Story.only(ActionPlanned.class, events).stream()
                                .map(p -> p.action().key().value()))
                .containsExactly(
                        DEAL + "/erp/customer",
                        DEAL + "/erp/contract",
                        DEAL + "/psa/project",
                        DEAL + "/crm/write-back");
        Action writeBack = story.pending(ActionKind.WRITE_BACK);
        assertThat(writeBack.dependsOn().getFirst().value()).isEqualTo(DEAL + "/psa/project");
        story.confirm(ActionKind.CREATE_CUSTOMER, "C-1");
        story.confirm(ActionKind.CREATE_CONTRACT, "K-1");
        story.confirm(ActionKind.CREATE_PROJECT, "P-1");
        assertThat(story.all(ProjectActivated.class)).isEmpty();
        story.confirm(ActionKind.WRITE_BACK, "1");
        assertThat(story.all(ProjectActivated.class)).hasSize(1);
        assertThat(story.all(ClockStarted.class)).hasSize(1);
        assertThat(story.all(ClockStopped.class).getFirst().met()).isTrue();
    }

    @Test
    void it_is_active_at_once_where_nobody_receives_anything() {
        Story story = Story.under(HandmadeRelease.sourcesOnly());
        story.observe(customer());
        story.observe(won(WORK));
        assertThat(story.state().contract()).isInstanceOf(Contract.Active.class);
    }

    @Test
    void the_same_signals_again_do_nothing() {
        Story story = Story.active(HandmadeRelease.complete(), WORK);
        assertThat(story.observe(won(WORK))).isEmpty();
        assertThat(story.observe(customer())).isEmpty();
        story.all(ActionPlanned.class)
                .forEach(
                        planned ->
                                assertThat(
                                                story.answer(
                                                        planned.action().key(),
                                                        new Confirmed("again", Map.of())))
                                        .isEmpty());
    }

    @Test
    void a_refusal_is_an_exception_and_retrying_is_a_second_attempt() {
        Story story = Story.under(HandmadeRelease.complete());
        story.observe(customer());
        story.observe(won(WORK));
        Action first = story.pending(ActionKind.CREATE_CONTRACT);
        story.answer(first.key(), new Rejected("tax", "Tax code missing."));
        assertThat(story.openExceptions()).containsExactly("action:" + first.key());
        story.decide(new Signal.Verdict.Retry(first.key()));
        assertThat(story.openExceptions()).isEmpty();
        assertThat(story.pending(ActionKind.CREATE_CONTRACT).key().value())
                .isEqualTo(first.key() + "~2");
    }

    @Test
    void an_unclear_outcome_waits_for_a_person_who_settles_it() {
        Story story = Story.under(HandmadeRelease.complete());
        story.observe(customer());
        story.observe(won(WORK));
        Action project = story.pending(ActionKind.CREATE_PROJECT);
        story.answer(project.key(), new Ambiguous("No answer."));
        assertThat(story.openExceptions()).containsExactly("action:" + project.key());
        story.decide(new Signal.Verdict.Settle(project.key(), new Confirmed("P-9", Map.of())));
        story.confirmAll();
        assertThat(story.openExceptions()).isEmpty();
        assertThat(story.all(ProjectActivated.class)).hasSize(1);
    }

    @Test
    void a_won_deal_that_is_lost_again_gives_its_booking_back_and_takes_it_again_when_won() {
        Story story = Story.active(HandmadeRelease.complete(), WORK);
        story.observe(deal(Stage.LOST, WORK));
        assertThat(story.all(ContractCancelled.class)).hasSize(1);
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("0.00"));
        story.observe(won(WORK));
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("1000.00"));
        assertThat(story.state().contract()).isInstanceOf(Contract.Active.class);
    }

    @Test
    void a_cap_that_is_left_out_after_booking_is_an_exception() {
        Story story = Story.active(HandmadeRelease.complete(), Records.capped("U", "1500.00"));
        story.observe(won(Records.timeAndMaterials("U")));
        assertThat(story.openExceptions()).containsExactly("terms-changed-after-booking");
    }

    @Test
    void changed_content_after_booking_is_an_exception_until_it_is_changed_back() {
        Story story = Story.active(HandmadeRelease.complete(), WORK);
        story.observe(won(milestones("L1", "output-milestones", "400.00", "700.00")));
        assertThat(story.openExceptions()).containsExactly("terms-changed-after-booking");
        assertThat(story.credit(Account.CONTRACT_VALUE_BILLING)).isEqualTo(eur("1000.00"));
        story.observe(won(WORK));
        assertThat(story.openExceptions()).isEmpty();
    }

    @Test
    void comparing_once_finds_all_that_is_to_be_asked_for() {
        Story story = Story.under(HandmadeRelease.complete());
        story.observe(customer());
        story.observe(won(WORK));
        assertThat(story.all(EffectEvent.ActionPlanned.class)).hasSizeGreaterThan(1);
        assertThat(story.hear(new Signal.Rederive(java.time.Instant.parse("2026-01-02T10:00:00Z"))))
                .isEmpty();
    }

    @Test
    void a_changed_customer_replaces_what_was_not_confirmed_yet() {
        Story story = Story.under(HandmadeRelease.complete());
        story.observe(customer());
        story.observe(won(WORK));
        var moved = customer();
        story.observe(
                new throughline.observed.CanonicalRecord.Customer(
                        moved.key(),
                        moved.name(),
                        java.util.Optional.of("Neue Str. 2"),
                        moved.city(),
                        moved.postalCode(),
                        moved.country(),
                        moved.taxId(),
                        moved.domain(),
                        false,
                        Map.of()));
        Action again = story.pending(ActionKind.CREATE_CUSTOMER);
        assertThat(again.key().value()).isEqualTo(DEAL + "/erp/customer~2");
        assertThat(again.body()).containsEntry("street", "Neue Str. 2");
        assertThat(story.pending(ActionKind.CREATE_CONTRACT).dependsOn())
                .containsExactly(again.key());
        story.confirmAll();
        assertThat(story.all(ProjectActivated.class)).hasSize(1);
    }
}
