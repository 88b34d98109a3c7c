package throughline.landscape.expression;

import dev.cel.common.ast.CelExpr;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.landscape.DecisionTable;
import throughline.landscape.NearMiss;
import throughline.observed.RecordKey;

/**
 * What a code means: {@code code(map, value)}, of a map whose rows hold on some days only {@code
 * code(map, value, day)}; each with a text that is taken for what the map does not know.
 */
final class CodeCalls {

    private static final String CODE = "code";
    private static final String MEANING = "meaning";

    /** A map without days answers the same on all of them. */
    private static final LocalDate ANY_DAY = LocalDate.of(2000, 1, 1);

    /** As many meanings as a person reads. */
    private static final int FEW = 8;

    /** Shorter words are found in too many others. */
    private static final int TELLING = 4;

    private final DecisionTable table;
    private final String path;
    private final String dayPath;

    private CodeCalls(DecisionTable table, String path, String dayPath) {
        this.table = table;
        this.path = path;
        this.dayPath = dayPath;
    }

    static Step step(Compilation compilation, CelExpr expr, List<CelExpr> trees) {
        String name = trees.getFirst().constant().stringValue();
        compilation.tables.add(name);
        DecisionTable table = compilation.vocabulary().tables.get(name);
        if (table == null) {
            return compilation.refuse(
                    expr, "There is no table %s. Add tables/%s.csv.".formatted(name, name));
        }
        boolean dayGiven = trees.size() > 2 && compilation.isOf(trees.get(2), Types.DATE);
        if (table.dated() && !dayGiven) {
            return compilation.refuse(
                    expr,
                    ("What %s says depends on the day. Say as of which: code('%s', value,"
                                    + " date(..)).")
                            .formatted(name, name));
        }
        int others = dayGiven ? 3 : 2;
        Step value = compilation.step(trees.get(1));
        Optional<Step> day =
                dayGiven ? Optional.of(compilation.step(trees.get(2))) : Optional.empty();
        Optional<Step> fallback =
                trees.size() > others
                        ? Optional.of(compilation.step(trees.get(others)))
                        : Optional.empty();
        CodeCalls calls =
                new CodeCalls(
                        table,
                        Compilation.pathOf(trees.get(1)),
                        dayGiven ? Compilation.pathOf(trees.get(2)) : "");
        return scope -> calls.meaning(scope, value.run(scope), day, fallback);
    }

    private @Nullable Object meaning(
            Scope scope, @Nullable Object code, Optional<Step> day, Optional<Step> fallback) {
        if (code == null || Conversions.isNothing(code)) {
            return null;
        }
        String text = Conversions.text(code, path).strip();
        LocalDate on = day.isPresent() ? on(day.get().run(scope), text) : ANY_DAY;
        Optional<String> meaning =
                table.decide(Map.of(CODE, text), on).flatMap(row -> row.output(MEANING));
        if (meaning.isPresent()) {
            return meaning.get();
        }
        if (fallback.isPresent()) {
            return fallback.get().run(scope);
        }
        throw scope.waitFor(
                new RecordKey(Scope.CODES, table.name(), text),
                unmapped(text, day.isPresent(), on));
    }

    private LocalDate on(@Nullable Object day, String text) {
        if (day instanceof LocalDate known) {
            return known;
        }
        if (table.dated()) {
            throw Unresolved.because(
                    dayPath,
                    "missing",
                    "What \"%s\" means depends on a day that is not there. Fill in %s."
                            .formatted(text, dayPath.isEmpty() ? "it" : dayPath));
        }
        return ANY_DAY;
    }

    /** What is not known, with the row that would make it known. */
    private String unmapped(String text, boolean dated, LocalDate on) {
        Map<String, String> codes = table.codes();
        String file = "tables/" + table.name() + ".csv";
        String known = codes.get(text);
        if (known != null && dated) {
            return ("%s \"%s\" has no meaning on %s in the code map %s: its rows hold on other"
                            + " days. Add a row to %s that holds then; on other days it is %s")
                    .formatted(path, text, on, table.name(), file, known);
        }
        String unknown =
                "%s \"%s\" is not in the code map %s: ".formatted(path, text, table.name());
        return unknown
                + like(text, codes)
                        .map(
                                like ->
                                        ("add the row %s,%s to %s, as for \"%s\", or what"
                                                        + " else it means")
                                                .formatted(
                                                        quoted(text),
                                                        quoted(codes.getOrDefault(like, "")),
                                                        file,
                                                        like))
                        .orElseGet(
                                () ->
                                        "add a row %s,MEANING to %s%s"
                                                .formatted(quoted(text), file, meanings(codes)));
    }

    /** The known code that was probably meant, or of which this one is a longer or shorter form. */
    private static Optional<String> like(String text, Map<String, String> codes) {
        return NearMiss.of(text, codes.keySet())
                .or(
                        () ->
                                codes.keySet().stream()
                                        .filter(known -> contains(text, known))
                                        .max((a, b) -> Integer.compare(a.length(), b.length())));
    }

    private static boolean contains(String one, String other) {
        String a = one.toLowerCase(java.util.Locale.ROOT);
        String b = other.toLowerCase(java.util.Locale.ROOT);
        return Math.min(a.length(), b.length()) >= TELLING && (a.contains(b) || b.contains(a));
    }

    private static String meanings(Map<String, String> codes) {
        TreeSet<String> all = new TreeSet<>(codes.values());
        return all.isEmpty()
                ? ""
                : "; it means one of %s%s so far"
                        .formatted(
                                all.stream().limit(FEW).collect(Collectors.joining(", ")),
                                all.size() > FEW ? ", .." : "");
    }

    private static String quoted(String cell) {
        return cell.contains(",") || cell.contains("\"")
                ? '"' + cell.replace("\"", "\"\"") + '"'
                : cell;
    }
}
