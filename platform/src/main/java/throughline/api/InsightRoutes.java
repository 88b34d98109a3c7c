package throughline.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Sight;
import throughline.insight.Check;
import throughline.insight.CheckResult;
import throughline.insight.Explain;
import throughline.insight.Metric;
import throughline.insight.MetricAnswer;
import throughline.insight.MetricDesk;
import throughline.insight.Metrics;
import throughline.insight.Question;
import throughline.insight.Remembered;
import throughline.insight.Settings;

/** Metrics, what they rest on, and the check of the books. */
@RestController
public final class InsightRoutes {

    private static final String BASE = "/api/v1";
    private static final int LIMIT = 20;

    private final DataSource database;
    private final Supplier<Settings> settings;
    private final Remembered<Map<String, Object>> remembered;
    private final Remembered<Explain.Result> proofs;

    /**
     * Routes over a database.
     *
     * @param settings those in force now
     */
    public InsightRoutes(DataSource database, Supplier<Settings> settings) {
        this.database = database;
        this.settings = settings;
        this.remembered = new Remembered<>(database);
        this.proofs = new Remembered<>(database);
    }

    /** Every metric with its definition and what it can be cut by. */
    @GetMapping(path = BASE + "/metrics", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, Object> metrics() {
        MetricDesk desk = new MetricDesk(database, settings.get());
        return Map.of(
                "metrics", Metrics.ALL.stream().map(metric -> description(metric, desk)).toList());
    }

    private static Map<String, Object> description(Metric metric, MetricDesk desk) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", metric.name());
        description.put("definition", metric.definition());
        description.put("unit", metric.unit().name().toLowerCase(Locale.ROOT));
        description.put("formula", metric.formula());
        // Every metric is: the field stays for those who read it.
        description.put("available", true);
        description.put("dimensions", desk.dimensions(metric));
        return description;
    }

    /** The figures of a metric. */
    @GetMapping(path = BASE + "/metrics/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<Map<String, Object>> metric(
            @PathVariable String name, @RequestParam Map<String, String> parameters) {
        Settings now = settings.get();
        Question question = new Asked(parameters).question(name);
        return aged(
                remembered.told(
                        List.of(now, question),
                        () -> figures(new MetricDesk(database, now).answer(question))));
    }

    /** Says how old an answer of large books is, in whole seconds, as proxies do. */
    static <T> ResponseEntity<T> aged(Remembered.Told<T> told) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (told.age().toSeconds() > 0) {
            answer.header("Age", Long.toString(told.age().toSeconds()));
        }
        return answer.body(told.value());
    }

    /** What a metric's figure rests on, down to file and line. */
    @GetMapping(
            path = BASE + "/metrics/{name}/explanation",
            produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<Map<String, @Nullable Object>> explanation(
            @PathVariable String name, @RequestParam Map<String, String> parameters) {
        Asked asked = new Asked(parameters);
        Question question = asked.question(name);
        if (question.reporting().translates()) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "bad-currency",
                    "Cannot explain "
                            + name
                            + " in another currency than that of its contracts. Leave currency"
                            + " out, or open the items of its roll-forward or bridge, which name"
                            + " amount and rate.",
                    Map.of("parameter", "currency"));
        }
        Settings now = settings.get();
        int limit = asked.limit(LIMIT);
        Remembered.Told<Explain.Result> told =
                proofs.told(
                        List.of(now, question, limit),
                        () -> new Explain(database, now).metric(question, limit));
        return aged(new Remembered.Told<>(tree(told.value(), "metric", name), told.age()));
    }

    /** What the books say of an engagement, down to file and line. */
    @GetMapping(
            path = BASE + "/engagements/{id}/explanation",
            produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> engagement(
            @PathVariable String id, @RequestParam Map<String, String> parameters) {
        int limit = new Asked(parameters).limit(LIMIT);
        new Sight(JdbcClient.create(database)).require(Sight.current(), id);
        return tree(explain().engagement(id, limit), "engagement", id);
    }

    /** What an invoice is made of; it is named by our key, or its number or id in the ERP. */
    @GetMapping(path = BASE + "/invoices/explanation", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> invoice(
            @RequestParam String key, @RequestParam Map<String, String> parameters) {
        Asked asked = new Asked(parameters);
        Explain.Page page = new Explain.Page(asked.after(), asked.limit(LIMIT));
        return tree(explain().invoice(key, page), "invoice", key);
    }

    /** Every identity of the books with its verdict. */
    @GetMapping(path = BASE + "/check", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, Object> check() {
        List<CheckResult> results = Check.run(database, replayed -> {});
        List<Map<String, Object>> checks = new ArrayList<>();
        for (CheckResult result : results) {
            Map<String, Object> check = new LinkedHashMap<>();
            check.put("name", result.name());
            check.put("formula", result.formula());
            check.put("holds", result.holds());
            check.put("checked", result.checked());
            check.put("failures", result.failures());
            check.put("examples", result.examples());
            checks.add(check);
        }
        return Map.of("holds", results.stream().allMatch(CheckResult::holds), "checks", checks);
    }

    private Explain explain() {
        return new Explain(database, settings.get());
    }

    private static Map<String, @Nullable Object> tree(
            Explain.Result result, String what, String name) {
        return switch (result) {
            case Explain.Result.Explained(var tree) -> tree.toMap();
            case Explain.Result.NoFigure(var why) -> {
                figures(why);
                throw new IllegalStateException("figures without an explanation");
            }
            case Explain.Result.NothingFound _ -> throw ApiProblem.notFound(what, name);
        };
    }

    private static Map<String, Object> figures(MetricAnswer answer) {
        if (answer instanceof MetricAnswer.Figures figures) {
            return FigureRows.of(figures);
        }
        throw refusal(answer);
    }

    /** Why there are no figures, as a problem. */
    static ApiProblem refusal(MetricAnswer answer) {
        return switch (answer) {
            case MetricAnswer.Figures figures ->
                    throw new IllegalStateException(figures.metric().name() + " has its figures");
            case MetricAnswer.UnknownMetric(var name, var known) ->
                    new ApiProblem(
                            HttpStatus.NOT_FOUND,
                            "unknown-metric",
                            "There is no metric " + name + ". Ask for one of the known ones.",
                            Map.of("known", known));
            case MetricAnswer.UnknownDimension(var metric, var name, var known) ->
                    new ApiProblem(
                            HttpStatus.BAD_REQUEST,
                            "unknown-dimension",
                            metric + " cannot be cut by " + name + ". Use one of the known ones.",
                            Map.of("known", known));
        };
    }
}
