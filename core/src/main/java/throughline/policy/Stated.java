package throughline.policy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import throughline.money.Money;
import throughline.policy.StatedCondition.Holds;

/** Reads the conditions of one line: every fault is found, and each asked condition is counted. */
final class Stated {

    private final LineDraft line;
    private final CurrencyUnit currency;
    private final Findings findings;

    Stated(LineDraft line, CurrencyUnit currency, Findings findings) {
        this.line = line;
        this.currency = currency;
        this.findings = findings;
    }

    /** Finds conditions that the line's pricing model does not know. */
    void nothingElse(Model model) {
        for (String name : new TreeSet<>(line.sold().conditions().keySet())) {
            List<String> known = StatedCondition.namesOf(model);
            if (!known.contains(name)) {
                findings.essential(
                        "condition-unknown",
                        "Line %s states %s, which %s does not know. Its conditions: %s."
                                .formatted(
                                        line.id(),
                                        name,
                                        model.word(),
                                        known.isEmpty() ? "none" : String.join(", ", known)),
                        Map.of("line", line.id(), "condition", name));
            }
        }
    }

    Optional<BigDecimal> number(StatedCondition condition) {
        return read(condition, BigDecimal::new)
                .filter(
                        number ->
                                within(
                                        condition,
                                        number.signum() >= 0
                                                && number.precision() <= 30
                                                && Math.abs(number.scale()) <= 30));
    }

    /** Of a hundred; less than all of it. */
    Optional<BigDecimal> percent(StatedCondition condition) {
        return number(condition)
                .filter(
                        percent ->
                                within(condition, percent.compareTo(BigDecimal.valueOf(100)) < 0));
    }

    Optional<Money> money(StatedCondition condition) {
        return read(condition, text -> Money.exact(currency, new BigDecimal(text)))
                .filter(money -> within(condition, money.signum() >= 0));
    }

    /** One of the words that the condition knows; any word where it knows none. */
    Optional<String> word(StatedCondition condition) {
        return text(condition)
                .filter(
                        text -> {
                            boolean known =
                                    condition.words().isEmpty() || condition.words().contains(text);
                            if (!known) {
                                unreadable(condition, text);
                            }
                            return known;
                        });
    }

    <T> Optional<T> read(StatedCondition condition, Function<String, T> reader) {
        try {
            return text(condition).map(reader);
        } catch (IllegalArgumentException
                | ArithmeticException
                | java.time.DateTimeException unreadable) {
            unreadable(condition, text(condition).orElse(""));
            return Optional.empty();
        }
    }

    /** The value, or a finding that it is missing. */
    <T> Optional<T> required(StatedCondition condition, Optional<T> value) {
        if (value.isEmpty() && text(condition).isEmpty()) {
            findings.essential(
                    "condition-missing",
                    "Cannot price line %s as %s without %s: %s. State it."
                            .formatted(
                                    line.id(), line.modelWord(), condition.word(), condition.is()),
                    Map.of("line", line.id(), "condition", condition.word()));
        }
        return value;
    }

    private Optional<String> text(StatedCondition condition) {
        return line.states(condition);
    }

    private boolean within(StatedCondition condition, boolean holds) {
        if (!holds) {
            unreadable(condition, text(condition).orElse(""));
        }
        return holds;
    }

    private void unreadable(StatedCondition condition, String text) {
        String expected =
                condition.holds() == Holds.WORD
                        ? "one of " + String.join(", ", condition.words())
                        : condition.holds().words();
        findings.essential(
                "condition-unreadable",
                "Line %s states %s as \"%s\", where %s is expected. Correct it."
                        .formatted(line.id(), condition.word(), text, expected),
                Map.of("line", line.id(), "condition", condition.word(), "value", text));
    }
}
