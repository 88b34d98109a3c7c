package throughline.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import throughline.landscape.DecisionTable.Row;
import throughline.landscape.GateName;
import throughline.landscape.GatePolicy;
import throughline.landscape.Release;
import throughline.landscape.Unit;
import throughline.observed.CanonicalRecord.Deal;
import throughline.wording.Kebab;

/**
 * One deal before one gate: the facts and the rules that apply.
 *
 * @param known what decision tables are asked with, as far as no gate decides it
 */
record Case(
        GateFacts facts, Unit unit, Release release, GatePolicy policy, Map<String, String> known) {

    /** A deal before the first gate. */
    static Case of(GateFacts facts, Unit unit, Release release) {
        return new Case(
                facts, unit, release, policyOf(unit, GateName.CUSTOMER), Inputs.known(facts, unit));
    }

    /** The same facts before another gate. */
    Case before(GateName gate) {
        return new Case(facts, unit, release, policyOf(unit, gate), known);
    }

    /**
     * The unit's policy of a gate; a gate that the unit does not mention asks its plain question.
     */
    static GatePolicy policyOf(Unit unit, GateName gate) {
        for (GatePolicy policy : unit.gates()) {
            if (policy.gate() == gate) {
                return policy;
            }
        }
        return new GatePolicy(gate, true, List.of(), Map.of(), List.of(), "", List.of());
    }

    Deal deal() {
        return facts.deal();
    }

    LocalDate day() {
        return facts.day();
    }

    Optional<String> setting(String name) {
        return Optional.ofNullable(policy.settings().get(name)).filter(text -> !text.isBlank());
    }

    boolean isSet(String name, String value) {
        return setting(name).filter(value::equals).isPresent();
    }

    /** A setting that is a number; what is no number is found and counts as absent. */
    Optional<BigDecimal> number(String name, Findings findings) {
        return setting(name).flatMap(text -> number(name, text, findings));
    }

    /** A text of the landscape as a number; what is no number is found and counts as absent. */
    Optional<BigDecimal> number(String name, String text, Findings findings) {
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException unreadable) {
            findings.find(
                    code("policy-unreadable"),
                    "Cannot use "
                            + name
                            + " \""
                            + text
                            + "\": it is no number. Write a decimal"
                            + " such as 10 or 12.5 into the landscape.",
                    Map.of(name, text));
            return Optional.empty();
        }
    }

    boolean has(String table) {
        return unit.table(table).isPresent();
    }

    /** The row of a table that decides, and a note of it among the findings. */
    Optional<Row> decide(String table, Map<String, String> inputs, Findings findings) {
        return decide(table, () -> inputs, findings);
    }

    /** The same, with inputs that are only made where the unit has the table. */
    Optional<Row> decide(String table, Supplier<Map<String, String>> inputs, Findings findings) {
        Optional<Row> row =
                unit.table(table).flatMap(known -> known.decide(inputs.get(), facts.day()));
        row.ifPresent(findings::decidedBy);
        return row;
    }

    /** A code that carries this gate's name. */
    String code(String ending) {
        return word(policy.gate()) + "-" + ending;
    }

    /** A gate's name as the landscape and codes write it. */
    static String word(GateName gate) {
        return Kebab.of(gate);
    }
}
