package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.connectors.Capabilities.Doubt;
import throughline.connectors.ConnectorException.Kind;

/**
 * What a connector promises when its vendor is at the other end of a network: after any fault there
 * is one record, never two, never none, and no sentence tells a secret.
 */
abstract class WiredConnectorContractTest extends ConnectorContractTest {

    static final String TIMEOUT_MILLIS = "1500";
    static final String SETTLE_MILLIS = "1500";
    static final Duration LONGER = Duration.ofMillis(2000);

    /** Where the vendor answers. */
    abstract String vendor();

    /** The same connector for another address or with other credentials. */
    abstract Connector opened(String url, String secret);

    /** What the vendor knows us by. */
    abstract String secret();

    /** Parts of each write that can fail, as patterns of the vendor's operations. */
    abstract Map<ActionKind, List<String>> operations();

    /** What a poll asks for, and that fails. */
    abstract String polledOperation();

    /** The first call of a fresh machine is slow, and must not pass for a fault. */
    @BeforeAll
    void warmUp() {
        for (int calls = 0; calls < 20; calls++) {
            connector().probe(next(operations().keySet().iterator().next()));
        }
        write(next(operations().keySet().iterator().next()));
    }

    final Class<?> expected(ActionKind kind, String fault) {
        boolean repeatable = connector().capabilities().repeatable().contains(kind);
        return switch (fault) {
            case "429" -> Answer.Retryable.class;
            case "expired-token" -> Answer.Confirmed.class;
            default -> repeatable ? Answer.Retryable.class : Answer.Ambiguous.class;
        };
    }

    /** What dispatch does, without its clocks. */
    final void deliver(Action action, Answer first) {
        Answer answer = first;
        for (int attempts = 0; attempts < 6; attempts++) {
            switch (answer) {
                case Answer.Confirmed _ -> {
                    return;
                }
                case Answer.Rejected rejected -> throw new AssertionError("rejected: " + rejected);
                case Answer.Retryable _ -> answer = write(action);
                case Answer.Ambiguous _ -> {
                    if (foundAfterSettling(action)) {
                        return;
                    }
                    answer = write(action);
                }
            }
        }
        assertThat(answer).as("after six attempts").isInstanceOf(Answer.Confirmed.class);
    }

    private boolean foundAfterSettling(Action action) {
        assertThat(connector().capabilities().inDoubt(action.kind())).isEqualTo(Doubt.PROBE);
        long end = System.nanoTime() + connector().capabilities().settles().toNanos();
        Probe probe = connector().probe(action);
        while (!(probe instanceof Probe.Found) && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
            probe = connector().probe(action);
        }
        return probe instanceof Probe.Found;
    }

    /** Whether a kind is written in another way than others, so that what is slow is tried too. */
    final boolean ownWay(ActionKind kind) {
        return operations().size() == 1
                || operations().getOrDefault(kind, List.of()).size() > 1
                || connector().capabilities().repeatable().contains(kind);
    }

    /** Every way to spoil an answer; those that take long once for each way of writing. */
    Stream<Arguments> spoiled() {
        List<Arguments> all = new ArrayList<>();
        operations()
                .forEach(
                        (kind, parts) -> {
                            boolean first = all.isEmpty();
                            for (FaultyWire.Fault fault : FaultyWire.Fault.values()) {
                                if (happens(fault, kind, first)) {
                                    all.add(Arguments.of(kind, parts.getLast(), fault));
                                }
                            }
                        });
        return all.stream();
    }

    private boolean happens(FaultyWire.Fault fault, ActionKind kind, boolean first) {
        return switch (fault) {
            case TRICKLED -> first;
            // What a network repeats behind our back, only a vendor can take for once.
            case DOUBLED -> connector().capabilities().repeatable().contains(kind);
            // The vendor did not hear of it: one searches for as long as it may take to settle.
            case REDIRECTED, PAGE_UNDER_200, ERROR_UNDER_200, GZIP_BOMB, LOST ->
                    first || ownWay(kind);
            case LIMITED_WITHOUT_TIME, TRUNCATED, CUT_OFF, REPEATING_SECRETS, LATE -> true;
        };
    }

    @ParameterizedTest
    @MethodSource("spoiled")
    void whatever_lies_between_spoils_there_is_one_record_and_no_secret_is_told(
            ActionKind kind, String operation, FaultyWire.Fault fault) {
        Action action = next(kind);
        try (FaultyWire wire = new FaultyWire(vendor(), LONGER.toMillis());
                Connector spoiled = opened(wire.url(), secret())) {
            wire.spoil(operation, fault);
            Answer first = spoiled.write(action, action.key().value());

            switch (fault) {
                case LIMITED_WITHOUT_TIME ->
                        assertThat(first)
                                .isInstanceOfSatisfying(
                                        Answer.Retryable.class,
                                        limited -> {
                                            assertThat(limited.kind()).isEqualTo(Kind.LIMITED);
                                            assertThat(limited.after()).isEmpty();
                                        });
                case REPEATING_SECRETS -> {
                    assertThat(first).isInstanceOf(Answer.Rejected.class);
                    assertThat(first.toString()).contains("cannot take").doesNotContain(secret());
                    assertThat(first.toString()).doesNotContain(encoded());
                    return;
                }
                case TRUNCATED,
                        CUT_OFF,
                        TRICKLED,
                        REDIRECTED,
                        PAGE_UNDER_200,
                        GZIP_BOMB,
                        LOST,
                        LATE ->
                        assertThat(first).isInstanceOf(expected(kind, fault.name()));
                case DOUBLED -> assertThat(first).isInstanceOf(Answer.Confirmed.class);
                // The vendor may give the same answer to the same key: only a search can tell.
                case ERROR_UNDER_200 ->
                        assertThat(first)
                                .isInstanceOf(
                                        connector().capabilities().probes().contains(kind)
                                                ? Answer.Ambiguous.class
                                                : expected(kind, fault.name()));
            }
            if (!(first instanceof Answer.Confirmed)) {
                assertThat(first.toString()).contains("Cannot ");
            }
            assertThat(first.toString()).doesNotContain("of-somebody").doesNotContain(secret());
            deliver(action, first);
        }
        assertThat(held(action)).isEqualTo(1);
    }

    private String encoded() {
        return Base64.getEncoder()
                .encodeToString(("throughline:" + secret()).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultyWire.Fault.class,
            names = {"TRICKLED", "CUT_OFF", "LOST", "LATE", "DOUBLED"},
            mode = EnumSource.Mode.EXCLUDE)
    void a_spoiled_page_is_never_taken_for_an_empty_one(FaultyWire.Fault fault) {
        try (FaultyWire wire = new FaultyWire(vendor(), LONGER.toMillis());
                Connector spoiled = opened(wire.url(), secret())) {
            wire.spoil(polledOperation(), fault);
            assertThatThrownBy(() -> spoiled.read(polled(), Watermark.START))
                    .isInstanceOfSatisfying(
                            ConnectorException.class,
                            failure -> assertThat(failure.sentence()).doesNotContain(secret()));

            assertThat(spoiled.read(polled(), Watermark.START)).isNotNull();
        }
    }

    @Test
    void wrong_credentials_are_told_without_telling_them() {
        try (Connector wrong = opened(vendor(), "not-the-password")) {
            Action action = next(operations().keySet().iterator().next());
            assertThat(wrong.write(action, action.key().value()))
                    .isInstanceOfSatisfying(
                            Answer.Retryable.class,
                            answer -> {
                                assertThat(answer.kind()).isEqualTo(Kind.UNAUTHORIZED);
                                assertThat(answer.sentence()).doesNotContain("not-the-password");
                            });
            assertThat(held(action)).isZero();
        }
    }

    @Test
    void a_system_that_is_not_there_was_sent_nothing() {
        try (Connector nowhere = opened("http://127.0.0.1:1", "secret")) {
            Action action = next(operations().keySet().iterator().next());
            assertThat(nowhere.write(action, action.key().value()))
                    .isInstanceOf(Answer.Retryable.class);
            assertThat(nowhere.probe(action)).isInstanceOf(Probe.CannotTell.class);
            assertThatThrownBy(() -> nowhere.read(polled(), Watermark.START))
                    .isInstanceOf(ConnectorException.class);
        }
    }

    final String polled() {
        return connector().capabilities().polls().iterator().next();
    }

    final Answer write(Action action) {
        return connector().write(action, action.key().value());
    }
}
