package throughline.policy;

import static java.util.Map.entry;
import static throughline.terms.RevenueMethod.INPUT_COST;
import static throughline.terms.RevenueMethod.INPUT_HOURS;
import static throughline.terms.RevenueMethod.NONE;
import static throughline.terms.RevenueMethod.OUTPUT_MILESTONES;
import static throughline.terms.RevenueMethod.OUTPUT_PROGRESS;
import static throughline.terms.RevenueMethod.POINT_IN_TIME;
import static throughline.terms.RevenueMethod.RIGHT_TO_INVOICE;
import static throughline.terms.RevenueMethod.STRAIGHT_LINE;
import static throughline.terms.RevenueMethod.USAGE;
import static throughline.terms.RevenueMethod.VARIABLE;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import throughline.terms.RevenueMethod;
import throughline.wording.Kebab;

/** How each obligation is recognized, and whether its stand-alone selling price is known. */
final class RevenueGate {

    /** The methods that fit each pricing model; the first is the one that follows by itself. */
    private static final Map<Model, List<RevenueMethod>> FITTING =
            Map.ofEntries(
                    entry(Model.TIME_AND_MATERIALS, List.of(RIGHT_TO_INVOICE)),
                    entry(
                            Model.FIXED_FEE_MILESTONES,
                            List.of(
                                    OUTPUT_MILESTONES,
                                    STRAIGHT_LINE,
                                    POINT_IN_TIME,
                                    INPUT_HOURS,
                                    INPUT_COST)),
                    entry(
                            Model.FIXED_FEE_CALENDAR,
                            List.of(STRAIGHT_LINE, POINT_IN_TIME, INPUT_HOURS, INPUT_COST)),
                    entry(
                            Model.PROGRESS,
                            List.of(
                                    OUTPUT_PROGRESS,
                                    STRAIGHT_LINE,
                                    POINT_IN_TIME,
                                    INPUT_HOURS,
                                    INPUT_COST)),
                    entry(Model.ADVANCE_DRAWDOWN, List.of(RIGHT_TO_INVOICE)),
                    entry(Model.RETAINER, List.of(STRAIGHT_LINE)),
                    entry(Model.PREPAID_BLOCK, List.of(USAGE)),
                    entry(Model.MANAGED_SERVICE, List.of(STRAIGHT_LINE)),
                    entry(Model.UNIT, List.of(RIGHT_TO_INVOICE)),
                    entry(Model.OUTCOME, List.of(OUTPUT_MILESTONES, POINT_IN_TIME, VARIABLE)),
                    entry(Model.EXPENSES, List.of(RIGHT_TO_INVOICE)),
                    entry(Model.INTERNAL, List.of(NONE)));

    /** The methods that have a progress, so that another line can go with it. */
    private static final List<RevenueMethod> MEASURING =
            List.of(INPUT_HOURS, INPUT_COST, OUTPUT_MILESTONES, OUTPUT_PROGRESS, STRAIGHT_LINE);

    private static final Map<RevenueMethod, String> WORDS =
            Stream.of(RevenueMethod.values())
                    .collect(Collectors.toUnmodifiableMap(it -> it, Kebab::of));
    private static final Map<String, RevenueMethod> BY_WORD =
            Stream.of(RevenueMethod.values())
                    .collect(Collectors.toUnmodifiableMap(Kebab::of, it -> it));

    private RevenueGate() {}

    static Draft examine(Case asked, Draft draft, Findings findings) {
        Draft recognized = draft.each(line -> recognized(asked, draft, line, findings));
        recognized.lines().forEach(line -> measured(recognized, line, findings));
        StandalonePrices.examine(asked, recognized, findings);
        return recognized;
    }

    /** A variable amount goes with the progress of another line that has a progress of its own. */
    private static void measured(Draft draft, LineDraft line, Findings findings) {
        Optional<String> by = line.states(StatedCondition.MEASURED_BY);
        boolean variable = line.revenue().filter(VARIABLE::equals).isPresent();
        if (!variable && by.isEmpty()) {
            return;
        }
        boolean known =
                draft.lines().stream()
                        .filter(other -> by.filter(other.id()::equals).isPresent())
                        .anyMatch(other -> other.revenue().filter(MEASURING::contains).isPresent());
        if (variable ? !known : by.isPresent()) {
            findings.essential(
                    "measured-by-unknown",
                    ("Cannot recognize line %s with the progress of %s: name another line of the"
                                    + " deal that is recognized by %s, and recognize this one as"
                                    + " %s.")
                            .formatted(
                                    line.id(),
                                    by.map(other -> "line " + other).orElse("no line"),
                                    words(MEASURING),
                                    wordOf(VARIABLE)),
                    Map.of("line", line.id(), "measured-by", by.orElse("")));
        }
    }

    private static LineDraft recognized(
            Case asked, Draft draft, LineDraft line, Findings findings) {
        if (line.model().isEmpty()) {
            return line;
        }
        List<RevenueMethod> fitting = FITTING.getOrDefault(line.model().get(), List.of());
        Optional<String> word = word(asked, draft, line, fitting, findings);
        if (word.isEmpty()) {
            findings.essential(
                    "revenue-method-undecided",
                    "Cannot tell how line "
                            + line.id()
                            + " is recognized: no row of the table"
                            + " revenue-policy matches. Add a row, or state the method.",
                    Map.of("line", line.id(), "pricing-model", line.modelWord()));
            return line;
        }
        Optional<RevenueMethod> method = Optional.ofNullable(BY_WORD.get(word.get()));
        if (method.isEmpty()) {
            findings.essential(
                    "revenue-method-unknown",
                    "Cannot recognize line "
                            + line.id()
                            + " by \""
                            + word.get()
                            + "\": no such method is known. Use one of "
                            + words(List.of(RevenueMethod.values()))
                            + ".",
                    Map.of("line", line.id(), "revenue-method", word.get()));
            return line;
        }
        if (!fitting.contains(method.get())) {
            findings.essential(
                    "revenue-method-incompatible",
                    "Cannot recognize line "
                            + line.id()
                            + " by "
                            + word.get()
                            + ": it is sold as "
                            + line.modelWord()
                            + ", which goes with "
                            + words(fitting)
                            + ".",
                    Map.of("line", line.id(), "revenue-method", word.get()));
            return line;
        }
        return line.recognizedBy(method.get());
    }

    private static Optional<String> word(
            Case asked,
            Draft draft,
            LineDraft line,
            List<RevenueMethod> fitting,
            Findings findings) {
        String table = "revenue-policy";
        return line.sold()
                .revenueMethod()
                .or(() -> line.states(StatedCondition.MEASURED_BY).map(_ -> wordOf(VARIABLE)))
                .or(
                        () ->
                                asked.decide(
                                                table,
                                                () -> Inputs.ofLine(asked, draft, line),
                                                findings)
                                        .flatMap(row -> row.output("method")))
                .or(
                        () ->
                                asked.has(table)
                                        ? Optional.empty()
                                        : fitting.stream().findFirst().map(RevenueGate::wordOf));
    }

    private static String words(List<RevenueMethod> methods) {
        return methods.stream().map(RevenueGate::wordOf).collect(Collectors.joining(", "));
    }

    static String wordOf(RevenueMethod method) {
        return WORDS.getOrDefault(method, "");
    }
}
