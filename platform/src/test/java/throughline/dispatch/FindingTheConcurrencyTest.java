package throughline.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome;
import throughline.connectors.ConnectorException.Kind;

/** A vendor on paper: time goes from call to call, so every run is the same. */
class FindingTheConcurrencyTest {

    private static final long MILLI = 1_000_000;

    private final FoundConcurrency concurrency = new FoundConcurrency();
    private final Random random = new Random(7);
    private final PriorityQueue<Call> underWay =
            new PriorityQueue<>(Comparator.comparingLong(Call::ends));
    private long now;

    private record Call(long began, long ends, boolean tooMuch) {}

    @Test
    void it_settles_where_a_vendor_says_that_it_is_too_much() {
        List<Integer> limits = lived(4_000, calls -> calls > 20 ? -1 : 50 * MILLI);
        assertThat(average(limits)).as("of 20").isBetween(14.0, 20.5);
    }

    @Test
    void it_settles_where_answers_only_take_longer() {
        // Twelve workers; whoever comes thirteenth waits.
        List<Integer> limits = lived(4_000, calls -> 50 * MILLI * Math.max(12, calls) / 12);
        assertThat(average(limits)).as("more than 12, not for ever more").isBetween(12.0, 32.0);
    }

    @Test
    void it_uses_what_a_vendor_bears() {
        List<Integer> limits = lived(6_000, calls -> 50 * MILLI);
        assertThat(limits.getLast()).isEqualTo(FoundConcurrency.MOST);
    }

    @Test
    void it_goes_down_to_one_and_comes_back() {
        lived(200, calls -> calls > 1 ? -1 : 50 * MILLI);
        assertThat(concurrency.limit()).isBetween(1, 2);
        List<Integer> limits = lived(4_000, calls -> calls > 30 ? -1 : 50 * MILLI);
        assertThat(average(limits)).isBetween(20.0, 30.5);
    }

    @Test
    void a_system_that_is_away_or_a_refusal_says_nothing_about_it() {
        for (int i = 0; i < 50; i++) {
            concurrency.begun();
            concurrency.ended(
                    ActionKind.POST_INVOICE,
                    new Ending.SendAgain(Duration.ZERO, Kind.UNREACHABLE, "it is down"),
                    MILLI);
        }
        assertThat(concurrency.limit()).isEqualTo(FoundConcurrency.FIRST);
    }

    @Test
    void what_is_not_used_is_not_more() {
        for (int i = 0; i < 500; i++) {
            concurrency.begun();
            concurrency.ended(ActionKind.POST_INVOICE, done(), 50 * MILLI);
        }
        assertThat(concurrency.limit()).isEqualTo(FoundConcurrency.FIRST);
        assertThat(concurrency.underWay()).isZero();
    }

    /** How long an answer takes while so many are under way; negative when it is too much. */
    private interface Vendor {
        long answers(int calls);
    }

    private List<Integer> lived(int calls, Vendor vendor) {
        List<Integer> limits = new ArrayList<>();
        for (int made = 0; made < calls || !underWay.isEmpty(); ) {
            while (made < calls && concurrency.free() > 0) {
                concurrency.begun();
                long takes = vendor.answers(underWay.size() + 1);
                long spread = Math.abs(takes == -1 ? 5 * MILLI : takes) * random.nextInt(20) / 100;
                long ends = now + (takes == -1 ? 5 * MILLI : takes) + spread;
                underWay.add(new Call(now, ends, takes == -1));
                made++;
            }
            Call first = underWay.remove();
            now = first.ends();
            concurrency.ended(
                    ActionKind.POST_INVOICE,
                    first.tooMuch()
                            ? new Ending.SendAgain(Duration.ZERO, Kind.LIMITED, "too many")
                            : done(),
                    first.ends() - first.began());
            limits.add(concurrency.limit());
        }
        return limits;
    }

    /** Over the second half, when it has settled. */
    private static double average(List<Integer> limits) {
        return limits.stream()
                .skip(limits.size() / 2)
                .mapToInt(Integer::intValue)
                .average()
                .orElse(Double.NaN);
    }

    private static Ending done() {
        return new Ending.Ended(new ActionOutcome.Confirmed("1", Map.of()));
    }
}
