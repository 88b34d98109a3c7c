package throughline.api;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import throughline.insight.Question;
import throughline.insight.Reporting;
import throughline.insight.Written;

/** A question about a metric as an address asks it; other parameters are dimensions. */
final class Asked {

    private static final int MOST = 500;
    private static final Set<String> OWN =
            Set.of(
                    "from",
                    "until",
                    "at",
                    "month",
                    "known",
                    "by",
                    "limit",
                    "currency",
                    "since",
                    "items");

    private final Map<String, String> parameters;

    Asked(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    Question question(String metric) {
        Optional<LocalDate> from = parsed("from", Written::day);
        Optional<LocalDate> until = parsed("until", Written::day);
        Optional<YearMonth> month = parsed("month", Written::month);
        if (month.isPresent()) {
            from = month.map(each -> each.atDay(1));
            until = month.map(each -> each.plusMonths(1).atDay(1));
        }
        Map<String, String> where = new TreeMap<>(parameters);
        where.keySet().removeAll(OWN);
        return new Question(
                metric,
                from,
                until,
                parsed("at", Written::day),
                parsed("known", Written::instant),
                by(),
                where,
                reporting());
    }

    private Reporting reporting() {
        @Nullable String text = parameters.get("currency");
        if (text == null || text.isBlank()) {
            return Reporting.TRANSACTION;
        }
        return Reporting.parse(text)
                .orElseThrow(
                        () ->
                                new ApiProblem(
                                        HttpStatus.BAD_REQUEST,
                                        "bad-currency",
                                        "Cannot tell figures in currency="
                                                + text
                                                + ". Ask for "
                                                + Reporting.FORMS
                                                + ".",
                                        Map.of("parameter", "currency")));
    }

    private List<String> by() {
        @Nullable String by = parameters.get("by");
        return by == null || by.isBlank() ? List.of() : List.of(by.split(",", -1));
    }

    /** How much is shown of what a figure rests on; the rest is summed. */
    int limit(int otherwise) {
        return Math.clamp(parsed("limit", Integer::valueOf).orElse(otherwise), 1, MOST);
    }

    /** How much of it is left out before that. */
    int after() {
        return Math.max(0, parsed("after", Integer::valueOf).orElse(0));
    }

    private <T> Optional<T> parsed(String name, Function<String, T> parser) {
        @Nullable String text = parameters.get(name);
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text));
        } catch (DateTimeException | NumberFormatException e) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "bad-parameter",
                    "Cannot read "
                            + name
                            + "="
                            + text
                            + ". Write days as 2017-03-01, months as 2017-03, instants as"
                            + " 2026-01-01T00:00:00Z, numbers in digits.",
                    Map.of("parameter", name));
        }
    }
}
