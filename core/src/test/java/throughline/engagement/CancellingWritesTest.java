package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.Records.customer;
import static throughline.engagement.Records.deal;
import static throughline.engagement.Records.milestones;
import static throughline.engagement.Records.won;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome.Ambiguous;
import throughline.align.ActionOutcome.Cancelled;
import throughline.align.ActionOutcome.Confirmed;
import throughline.align.ActionOutcome.Rejected;
import throughline.align.Effect;
import throughline.engagement.AgreementEvent.ProjectActivated;
import throughline.engagement.EffectEvent.ActionConcluded;
import throughline.engagement.EffectEvent.ActionPlanned;
import throughline.engagement.EffectEvent.ActionWithdrawn;
import throughline.engagement.Signal.Verdict;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.Stage;

class CancellingWritesTest {

    private static final DealLine WORK = milestones("L1", "output-milestones", "400.00", "600.00");

    private Story story;
    private ActionKey project;

    @BeforeEach
    void a_deal_is_won_and_its_project_is_cancelled() {
        story = Story.under(HandmadeRelease.complete());
        story.observe(customer());
        story.observe(won(WORK));
        project = story.pending(ActionKind.CREATE_PROJECT).key();
        story.decide(new Verdict.Cancel(project, "they have one already"));
    }

    @Test
    void it_is_told_with_its_reason_and_what_is_at_stake() {
        assertThat(story.all(ActionConcluded.class))
                .containsExactly(
                        new ActionConcluded(
                                project, "psa", new Cancelled("eva", "they have one already")));
        BusinessException told = story.openException("action:" + project);
        assertThat(told.code()).isEqualTo("action-cancelled");
        assertThat(told.sentence())
                .isEqualTo(
                        "psa does not get it: eva cancelled it (they have one already). Ask for it"
                                + " again when it may be sent.");
    }

    @Test
    void nothing_plans_it_again_by_itself() {
        int planned = story.all(ActionPlanned.class).size();
        story.hear(new Signal.Rederive(Instant.parse("2026-01-03T09:00:00Z")));
        story.tick("2026-02-01");
        story.observe(customer());
        assertThat(story.all(ActionPlanned.class)).hasSize(planned);
        assertThat(story.openExceptions()).contains("action:" + project);
        assertThat(story.all(ProjectActivated.class)).isEmpty();
    }

    @Test
    void the_same_decision_twice_and_a_late_refusal_change_nothing() {
        assertThat(story.decide(new Verdict.Cancel(project, "once more"))).isEmpty();
        assertThat(story.answer(project, new Rejected("no", "No."))).isEmpty();
        assertThat(story.answer(project, new Ambiguous("Who knows."))).isEmpty();
    }

    @Test
    void whoever_asks_for_it_again_lets_it_go_on() {
        List<Event> events = story.decide(new Verdict.Retry(project));
        assertThat(
                        Story.only(ActionPlanned.class, events).stream()
                                .map(planned -> planned.action().key().value()))
                .as("it and what depends on it, by its new key")
                .containsExactly(project + "~2", story.state().id() + "/crm/write-back~2");
        assertThat(story.openExceptions()).doesNotContain("action:" + project);
        story.confirmAll();
        assertThat(story.all(ProjectActivated.class)).hasSize(1);
    }

    @Test
    void what_waited_for_it_goes_on_once_somebody_made_it_by_hand() {
        story.decide(new Verdict.Settle(project, new Confirmed("P-9", Map.of())));
        assertThat(story.openExceptions()).doesNotContain("action:" + project);
        story.confirmAll();
        assertThat(story.all(ProjectActivated.class)).hasSize(1);
    }

    @Test
    void it_ends_when_the_deal_is_lost_and_is_planned_anew_when_it_is_won_back() {
        story.observe(deal(Stage.LOST, WORK));
        assertThat(story.all(ActionWithdrawn.class)).contains(new ActionWithdrawn(project));
        assertThat(story.openExceptions()).doesNotContain("action:" + project);
        story.observe(won(WORK));
        assertThat(story.state().effects().of(project.purpose()).orElseThrow().status())
                .isInstanceOf(Effect.Status.Planned.class);
    }

    @Test
    void a_refused_one_can_be_given_up_and_one_that_may_be_there_cannot() {
        Action contract = story.pending(ActionKind.CREATE_CONTRACT);
        story.answer(contract.key(), new Rejected("tax", "Tax code missing."));
        story.decide(new Verdict.Cancel(contract.key(), "not there"));
        assertThat(story.openException("action:" + contract.key()).code())
                .isEqualTo("action-cancelled");

        Action taken = story.pending(ActionKind.CREATE_CUSTOMER);
        story.answer(taken.key(), new Ambiguous("No answer."));
        assertThat(story.decide(new Verdict.Cancel(taken.key(), "no"))).isEmpty();
        story.answer(taken.key(), new Confirmed("C-1", Map.of()));
        assertThat(story.decide(new Verdict.Cancel(taken.key(), "no"))).isEmpty();
    }
}
