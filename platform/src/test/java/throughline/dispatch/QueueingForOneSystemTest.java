package throughline.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.dispatch.Actions.invoice;
import static throughline.dispatch.Actions.pending;
import static throughline.dispatch.Actions.urgent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.money.Money;

class QueueingForOneSystemTest {

    private static final Instant FRIDAY = Instant.parse("2026-04-03T15:00:00Z");
    private final LaneQueue queue = new LaneQueue(4);

    @Test
    void lets_the_earliest_due_go_first_then_the_most_money_then_the_oldest()
            throws InterruptedException {
        Pending old = pending(invoice("old"), 1);
        Pending small = pending(urgent(invoice("small"), euro(100), FRIDAY), 2);
        Pending large = pending(urgent(invoice("large"), euro(900), FRIDAY), 3);
        Pending soon = pending(urgent(invoice("soon"), euro(1), FRIDAY.minusSeconds(1)), 4);
        List.of(old, small, large, soon).forEach(queue::offer);

        assertThat(taken(4)).containsExactly(soon, large, small, old);
    }

    @Test
    void keeps_the_writes_of_one_record_in_order() throws InterruptedException {
        Pending first = pending(back("1"), 1);
        Pending second = pending(back("2"), 2);
        queue.offer(first);
        queue.offer(second);

        assertThat(taken(4)).containsExactly(first);
        assertThat(taken(4)).isEmpty();
        queue.done(first);
        assertThat(taken(4)).containsExactly(second);
    }

    @Test
    void holds_a_record_while_its_write_waits_for_its_next_attempt() throws InterruptedException {
        Pending first = pending(back("1"), 1);
        queue.offer(first);
        queue.offer(pending(back("2"), 2));
        taken(1);
        queue.later(first, Duration.ofMillis(1));

        assertThat(queue.take(4, Duration.ofSeconds(5))).containsExactly(first);
    }

    @Test
    void takes_nothing_in_twice_and_no_more_than_fits() {
        assertThat(queue.offer(pending(invoice("1"), 1))).isTrue();
        assertThat(queue.offer(pending(invoice("1"), 2))).isFalse();
        assertThat(queue.offer(pending(invoice("2"), 3))).isTrue();
        assertThat(queue.offer(pending(invoice("3"), 4))).isTrue();
        assertThat(queue.offer(pending(invoice("4"), 5))).isTrue();
        assertThat(queue.offer(pending(invoice("5"), 6))).isFalse();
    }

    private List<Pending> taken(int most) throws InterruptedException {
        return queue.take(most, Duration.ZERO);
    }

    private static Action back(String purpose) {
        return Actions.action("crm", purpose, ActionKind.WRITE_BACK, "crm:opportunity:1");
    }

    private static Money euro(long minor) {
        return new Money(minor, CurrencyUnit.EUR);
    }
}
