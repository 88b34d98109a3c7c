package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import throughline.align.Action;
import throughline.align.ActionKind;

/**
 * What every connector promises, whatever its vendor does: what it declares it does, what it does
 * not declare it refuses, and after any fault there is one record: never two, never none.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConnectorContractTest {

    private int numbers;

    /** The connector under test. */
    abstract Connector connector();

    /** A new action of a kind that it writes, whose like was never written. */
    abstract Action action(ActionKind kind, int number);

    /** How often the system holds what the action asks for. */
    abstract int held(Action action);

    final Action next(ActionKind kind) {
        return action(kind, ++numbers);
    }

    @Test
    void writes_what_it_declares() {
        for (ActionKind kind : connector().capabilities().writes()) {
            Action action = next(kind);
            Answer answer = connector().write(action, action.key().value());

            assertThat(answer)
                    .as(kind.name())
                    .isInstanceOfSatisfying(
                            Answer.Confirmed.class,
                            confirmed -> assertThat(confirmed.externalId()).isNotBlank());
            assertThat(held(action)).as(kind.name()).isEqualTo(1);
        }
    }

    @Test
    void refuses_what_it_does_not_declare() {
        for (ActionKind kind : EnumSet.complementOf(asSet(connector().capabilities().writes()))) {
            assertThat(connector().write(anything(kind), "k"))
                    .as(kind.name())
                    .isInstanceOf(Answer.Rejected.class);
        }
        for (ActionKind kind : EnumSet.complementOf(asSet(connector().capabilities().probes()))) {
            assertThat(connector().probe(anything(kind)))
                    .as(kind.name())
                    .isInstanceOf(Probe.CannotTell.class);
        }
    }

    @Test
    void finds_what_it_wrote_and_nothing_else() {
        for (ActionKind kind : connector().capabilities().probes()) {
            Action action = next(kind);
            assertThat(connector().probe(action)).isEqualTo(new Probe.NotFound());
            Answer.Confirmed written =
                    (Answer.Confirmed) connector().write(action, action.key().value());

            assertThat(connector().probe(action))
                    .as(kind.name())
                    .isEqualTo(new Probe.Found(written.externalId(), written.facts()));
        }
    }

    @Test
    void documents_that_carry_numbers_come_back_with_number_and_date() {
        for (ActionKind kind : connector().capabilities().writes()) {
            if (Documents.numbered(kind)) {
                Action action = next(kind);
                Answer.Confirmed written =
                        (Answer.Confirmed) connector().write(action, action.key().value());
                assertThat(written.facts()).containsKeys("number", "date");
            }
        }
    }

    @Test
    void writes_twice_without_harm_where_it_says_so() {
        for (ActionKind kind : connector().capabilities().repeatable()) {
            Action action = next(kind);
            Answer first = connector().write(action, action.key().value());
            Answer second = connector().write(action, action.key().value());

            assertThat(second).as(kind.name()).isEqualTo(first);
            assertThat(held(action)).as(kind.name()).isEqualTo(1);
        }
    }

    private static Action anything(ActionKind kind) {
        return Samples.action("any", kind, "any", Map.of("reference", "any", "entity", "DE01"));
    }

    private static EnumSet<ActionKind> asSet(Set<ActionKind> kinds) {
        return kinds.isEmpty() ? EnumSet.noneOf(ActionKind.class) : EnumSet.copyOf(kinds);
    }
}
