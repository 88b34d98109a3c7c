package throughline.scenario;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import throughline.scenario.Expectation.Subject;

/** Holds what is so against what is expected. */
final class Judgement {

    private Judgement() {}

    static List<Verdict> of(Expectation expected, Moment moment) {
        return switch (expected.subject()) {
            case Subject.Figure(var path, var amount) ->
                    List.of(figure(expected, moment, path, amount));
            case Subject.Rows rows -> rows(expected, moment, rows);
            case Subject.Exceptions(var codes) ->
                    List.of(
                            codes(
                                    expected,
                                    moment,
                                    "exceptions",
                                    codes,
                                    moment.state().attention().exceptions().values().stream()
                                            .map(open -> open.code())
                                            .sorted()
                                            .toList()));
            case Subject.Refusals(var codes) ->
                    List.of(
                            codes(
                                    expected,
                                    moment,
                                    "refused",
                                    codes,
                                    moment.refusals().stream()
                                            .map(Refusal::code)
                                            .sorted()
                                            .toList()));
        };
    }

    private static Verdict figure(
            Expectation expected, Moment moment, String path, BigDecimal amount) {
        Optional<BigDecimal> got = Figures.at(moment, path);
        return verdict(
                expected,
                moment,
                path.replace('/', ' '),
                amount.toPlainString(),
                got.map(BigDecimal::toPlainString).orElse("undefined"));
    }

    private static Verdict codes(
            Expectation expected,
            Moment moment,
            String what,
            List<String> wanted,
            List<String> got) {
        return verdict(expected, moment, what, listed(wanted), listed(got));
    }

    private static String listed(List<String> codes) {
        return codes.isEmpty() ? "none" : String.join(", ", codes);
    }

    private static List<Verdict> rows(Expectation expected, Moment moment, Subject.Rows rows) {
        List<Map<String, String>> got =
                Objects.requireNonNull(Tables.ALL.get(rows.table())).apply(moment);
        return rows.complete()
                ? inOrder(expected, moment, rows, got)
                : contained(expected, moment, rows, got);
    }

    private static List<Verdict> inOrder(
            Expectation expected, Moment moment, Subject.Rows rows, List<Map<String, String>> got) {
        List<Verdict> verdicts = new ArrayList<>();
        int most = Math.max(rows.rows().size(), got.size());
        for (int i = 0; i < most; i++) {
            String what = rows.table() + " " + (i + 1);
            if (i >= rows.rows().size()) {
                verdicts.add(verdict(expected, moment, what, "no more", text(got.get(i))));
            } else {
                Map<String, String> wanted = rows.rows().get(i);
                String found = i < got.size() ? text(only(wanted, got.get(i))) : "nothing";
                boolean holds = i < got.size() && same(wanted, got.get(i));
                verdicts.add(
                        verdict(
                                expected,
                                moment,
                                what,
                                text(wanted),
                                holds ? text(wanted) : found));
            }
        }
        if (most == 0) {
            verdicts.add(verdict(expected, moment, rows.table(), "none", "none"));
        }
        return verdicts;
    }

    private static List<Verdict> contained(
            Expectation expected, Moment moment, Subject.Rows rows, List<Map<String, String>> got) {
        List<Map<String, String>> left = new ArrayList<>(got);
        List<Verdict> verdicts = new ArrayList<>();
        for (Map<String, String> wanted : rows.rows()) {
            Optional<Map<String, String>> found =
                    left.stream().filter(row -> same(wanted, row)).findFirst();
            found.ifPresent(left::remove);
            verdicts.add(
                    verdict(
                            expected,
                            moment,
                            rows.table(),
                            text(wanted),
                            found.isPresent() ? text(wanted) : "no such row"));
        }
        return verdicts;
    }

    private static Map<String, String> only(Map<String, String> columns, Map<String, String> row) {
        Map<String, String> part = new LinkedHashMap<>();
        columns.keySet().forEach(column -> part.put(column, row.getOrDefault(column, "")));
        return part;
    }

    private static boolean same(Map<String, String> wanted, Map<String, String> row) {
        return wanted.entrySet().stream()
                .allMatch(cell -> same(cell.getValue(), row.getOrDefault(cell.getKey(), "")));
    }

    private static boolean same(String wanted, String got) {
        if (wanted.equals(got)) {
            return true;
        }
        try {
            return new BigDecimal(wanted).compareTo(new BigDecimal(got)) == 0;
        } catch (NumberFormatException text) {
            return false;
        }
    }

    private static String text(Map<String, String> row) {
        List<String> cells = new ArrayList<>();
        row.forEach((column, cell) -> cells.add(column + " " + cell));
        return String.join(", ", cells);
    }

    private static Verdict verdict(
            Expectation expected, Moment moment, String what, String wanted, String got) {
        LocalDate day = moment.through().equals(LocalDate.MAX) ? moment.today() : moment.through();
        return new Verdict(day, expected.place(), what, wanted, got, same(wanted, got));
    }
}
