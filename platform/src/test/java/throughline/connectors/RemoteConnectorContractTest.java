package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.connectors.ConnectorException.Kind;
import throughline.twins.Twin;

/** What a connector promises when its vendor itself misbehaves, as the twins can be told to. */
abstract class RemoteConnectorContractTest extends WiredConnectorContractTest {

    private static final List<String> QUICK =
            List.of("429", "500", "drop-connection", "html-answer", "expired-token");
    private static final List<String> SLOW =
            List.of("timeout-before-commit", "timeout-after-commit", "latency");

    /** The vendor. */
    abstract Twin twin();

    @Override
    final String vendor() {
        return twin().url();
    }

    @AfterEach
    void endMisbehaviour() {
        twin().behave();
    }

    final void misbehave(String operation, String kind) {
        Map<String, Object> rule =
                Map.of(
                        "operation",
                        operation,
                        "kind",
                        kind,
                        "count",
                        1,
                        "millis",
                        LONGER.toMillis());
        twin().misbehave(new String(Json.write(rule), StandardCharsets.UTF_8));
    }

    /** Slow faults once for each way of writing; quick ones for every kind. */
    Stream<Arguments> faults() {
        List<Arguments> all = new ArrayList<>();
        operations().forEach((kind, parts) -> faults(kind, parts, all));
        return all.stream();
    }

    private void faults(ActionKind kind, List<String> parts, List<Arguments> all) {
        for (String part : parts) {
            QUICK.forEach(fault -> all.add(Arguments.of(kind, part, fault)));
            if (ownWay(kind)) {
                SLOW.forEach(fault -> all.add(Arguments.of(kind, part, fault)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatever_fails_there_is_one_record(ActionKind kind, String operation, String fault) {
        Action action = next(kind);
        misbehave(operation, fault);

        Answer first = write(action);
        assertThat(first).isInstanceOf(expected(kind, fault));
        deliver(action, first);
        assertThat(held(action)).isEqualTo(1);
    }

    @Test
    void waits_as_long_as_a_limit_says() {
        ActionKind kind = operations().keySet().iterator().next();
        Action action = next(kind);
        misbehave(operations().getOrDefault(kind, List.of()).getFirst(), "429");

        assertThat(write(action))
                .isInstanceOfSatisfying(
                        Answer.Retryable.class,
                        answer -> {
                            assertThat(answer.kind()).isEqualTo(Kind.LIMITED);
                            assertThat(answer.after()).contains(Duration.ofSeconds(1));
                        });
    }

    @ParameterizedTest
    @MethodSource("pollFaults")
    void a_poll_that_fails_says_so_and_the_next_one_reads_everything(String fault) {
        misbehave(polledOperation(), fault);
        assertThatThrownBy(() -> connector().read(polled(), Watermark.START))
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        failure -> assertThat(failure.retryable()).isTrue());

        assertThat(connector().read(polled(), Watermark.START)).isNotNull();
    }

    /** Not a dropped connection: asking again is harmless there, and the client does so itself. */
    static Stream<String> pollFaults() {
        return Stream.of("429", "500", "timeout-after-commit", "html-answer");
    }
}
