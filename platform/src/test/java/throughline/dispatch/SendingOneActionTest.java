package throughline.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.dispatch.Actions.invoice;
import static throughline.dispatch.Actions.pending;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome;
import throughline.connectors.Answer;
import throughline.connectors.Connector;
import throughline.connectors.ConnectorException.Kind;
import throughline.dispatch.FaultySystem.Fault;

class SendingOneActionTest {

    private static final LaneLimits LIMITS =
            new LaneLimits(
                    OptionalInt.of(8),
                    Optional.empty(),
                    12,
                    new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1)),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(10));

    private final FaultySystem erp = FaultySystem.searchable();
    private final Action invoice = invoice("2026-03#1");

    @Test
    void is_confirmed_with_the_facts_of_the_system() {
        assertThat(attempt(erp).of(pending(invoice, 1)))
                .isEqualTo(
                        new Ending.Ended(
                                new ActionOutcome.Confirmed(
                                        "X-" + invoice.naturalKey(), Map.of("number", "1"))));
    }

    @Test
    void is_rejected_with_the_sentence_of_the_system() {
        erp.failing(Fault.REFUSED);

        assertThat(attempt(erp).of(pending(invoice, 1)))
                .isEqualTo(
                        new Ending.Ended(
                                new ActionOutcome.Rejected(
                                        "tax-code", "there is no such tax code")));
    }

    @Test
    void what_nobody_can_keep_is_looked_at_by_a_person_and_not_asked_for_for_ever() {
        for (String text : new String[] {"X\0", "X\ud800", "\udc00X"}) {
            Connector odd = answering(new Answer.Confirmed("1", Map.of("number", text)));
            assertThat(attempt(odd).of(pending(invoice, 1)))
                    .isInstanceOfSatisfying(
                            Ending.Ended.class,
                            ended ->
                                    assertThat(ended.outcome())
                                            .isInstanceOf(ActionOutcome.Ambiguous.class));
            assertThat(
                            attempt(answering(new Answer.Rejected(text, "no " + text)))
                                    .of(pending(invoice, 1)))
                    .isEqualTo(
                            new Ending.Ended(
                                    new ActionOutcome.Rejected(
                                            text.replaceAll("[^X]", "\uFFFD"),
                                            "no " + text.replaceAll("[^X]", "\uFFFD"))));
        }
        assertThat(attempt(answering(new Answer.Confirmed("\0", Map.of()))).of(pending(invoice, 1)))
                .asString()
                .contains("nobody can keep");
        assertThat(attempt(answering(new Answer.Confirmed("👩", Map.of()))).of(pending(invoice, 1)))
                .isEqualTo(new Ending.Ended(new ActionOutcome.Confirmed("👩", Map.of())));
    }

    private static Connector answering(Answer answer) {
        return new FaultySystem(Set.of(), Set.of()) {
            @Override
            public Answer write(Action action, String idempotencyKey) {
                return answer;
            }
        };
    }

    @Test
    void is_searched_for_after_a_time_out_and_not_sent_again_when_it_is_there() {
        erp.failing(Fault.TIMED_OUT_AFTER);
        Ending first = attempt(erp).of(pending(invoice, 1));
        Ending second = attempt(erp).of(pending(invoice, 1).next(Pending.Stage.IN_DOUBT));

        assertThat(first).isInstanceOf(Ending.SearchLater.class);
        assertThat(second).isInstanceOf(Ending.Ended.class);
        assertThat(erp.documents(invoice)).isEqualTo(1);
        assertThat(erp.calls).hasValue(1);
    }

    @Test
    void is_sent_again_after_a_time_out_when_it_is_not_there() {
        erp.failing(Fault.TIMED_OUT_BEFORE);
        attempt(erp).of(pending(invoice, 1));
        Ending second = attempt(erp).of(pending(invoice, 1).next(Pending.Stage.IN_DOUBT));

        assertThat(second).isInstanceOf(Ending.Ended.class);
        assertThat(erp.documents(invoice)).isEqualTo(1);
    }

    @Test
    void waits_while_the_search_cannot_tell() {
        erp.blind = true;

        assertThat(attempt(erp).of(pending(invoice, 1).next(Pending.Stage.IN_DOUBT)))
                .isInstanceOf(Ending.SearchLater.class);
        assertThat(erp.calls).hasValue(0);
    }

    @Test
    void asks_a_person_when_money_is_moved_and_nothing_can_be_searched() {
        FaultySystem blind = new FaultySystem(Set.of(), Set.of());
        blind.failing(Fault.TIMED_OUT_AFTER);

        Ending ending = attempt(blind).of(pending(invoice, 1));

        assertThat(ending)
                .isInstanceOfSatisfying(
                        Ending.Ended.class,
                        ended ->
                                assertThat(ended.outcome())
                                        .isInstanceOf(ActionOutcome.Ambiguous.class));
        assertThat(blind.documents(invoice)).isEqualTo(1);
    }

    @Test
    void sends_a_write_back_again_since_that_does_no_harm() {
        Action back = Actions.action("crm", "status", ActionKind.WRITE_BACK, "crm:opportunity:1");
        erp.failing(Fault.TIMED_OUT_AFTER);

        assertThat(attempt(erp).of(pending(back, 1))).isInstanceOf(Ending.SendAgain.class);
    }

    @Test
    void waits_as_long_as_a_limiting_system_asks() {
        erp.failing(Fault.LIMITED);

        assertThat(attempt(erp).of(pending(invoice, 1)))
                .isEqualTo(new Ending.SendAgain(Duration.ofMillis(300), Kind.LIMITED, "too many"));
    }

    @Test
    void searches_first_for_a_customer_that_another_deal_may_have_brought() {
        Action customer =
                Actions.action("erp", "customer", ActionKind.CREATE_CUSTOMER, "crm:account:1");
        attempt(erp).of(pending(customer, 1));
        attempt(erp).of(pending(customer, 2));

        assertThat(erp.documents(customer)).isEqualTo(1);
    }

    @Test
    void searches_first_when_an_earlier_attempt_may_have_arrived() {
        Action again = Actions.action("erp", "contract~2", ActionKind.CREATE_CONTRACT, "deal-1");
        attempt(erp).of(pending(again, 1));
        attempt(erp).of(pending(again, 1));

        assertThat(erp.documents(again)).isEqualTo(1);
    }

    @Test
    void refuses_what_the_connector_does_not_write() {
        Action credit = Actions.action("erp", "credit", ActionKind.POST_CREDIT_NOTE, "c-1");

        assertThat(attempt(erp).of(pending(credit, 1)))
                .isInstanceOfSatisfying(
                        Ending.Ended.class,
                        ended ->
                                assertThat(ended.outcome())
                                        .isInstanceOf(ActionOutcome.Rejected.class));
        assertThat(erp.calls).hasValue(0);
    }

    private static Attempt attempt(Connector system) {
        return new Attempt(system, LIMITS, new Random(7));
    }
}
