package throughline.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Sight;
import throughline.console.ExplainView.Fact;
import throughline.insight.Explain;
import throughline.insight.Explanation;
import throughline.insight.FigureSource;
import throughline.insight.MetricAnswer;
import throughline.insight.Question;
import throughline.insight.Remembered;
import throughline.insight.Settings;
import throughline.insight.Written;
import throughline.landscape.Release;
import throughline.people.RefusedToPersonException;
import throughline.people.RefusedToPersonException.Kind;
import throughline.proof.Verification;
import throughline.proof.Verifier;

/** What figures rest on, down to the raw message, and deciding them again. */
@RestController
public final class ExplainPages {

    private static final int SHOWN = 12;
    private static final Set<String> OWN =
            Set.of("metric", "from", "until", "at", "known", "verify");

    private final Pages pages = new Pages();
    private final DataSource database;
    private final Supplier<Settings> settings;
    private final Supplier<Release> release;
    private final InstantSource clock;
    private final Remembered<Explain.Result> proofs;

    /** Pages over an installation. */
    public ExplainPages(FigureSource source) {
        this.database = source.database();
        this.settings = source.settings();
        this.release = source.release();
        this.clock = source.clock();
        this.proofs = new Remembered<>(source.database());
    }

    /** A metric's figure; further parameters are dimensions. */
    @GetMapping(path = "/explain/figure", produces = MediaType.TEXT_HTML_VALUE)
    public String figure(@RequestParam Map<String, String> parameters) {
        Question question = question(parameters);
        Settings now = settings.get();
        Remembered.Told<Explain.Result> told =
                proofs.told(
                        List.of(now, question),
                        () -> new Explain(database, now).metric(question, SHOWN));
        Optional<Verification> verified =
                verify(parameters)
                        ? Optional.of(verifier().metric(question, Verifier.WHILE_WAITING))
                        : Optional.empty();
        return page(told, question.metric(), "/explain/figure", parameters, verified);
    }

    /** Everything that the books say of an engagement. */
    @GetMapping(path = "/explain/engagement", produces = MediaType.TEXT_HTML_VALUE)
    public String engagement(@RequestParam Map<String, String> parameters) {
        String id = parameters.getOrDefault("id", "");
        new Sight(JdbcClient.create(database)).require(Sight.current(), id);
        Optional<Verification> verified =
                verify(parameters) ? verifier().engagement(id) : Optional.empty();
        return page(
                new Remembered.Told<>(explain().engagement(id, SHOWN), Duration.ZERO),
                id,
                "/explain/engagement",
                parameters,
                verified);
    }

    /** What an invoice is made of. */
    @GetMapping(path = "/explain/invoice", produces = MediaType.TEXT_HTML_VALUE)
    public String invoice(@RequestParam Map<String, String> parameters) {
        String key = parameters.getOrDefault("key", "");
        Optional<Verification> verified =
                verify(parameters) ? verifier().invoice(key) : Optional.empty();
        return page(
                new Remembered.Told<>(explain().invoice(key, units(parameters)), Duration.ZERO),
                key,
                "/explain/invoice",
                parameters,
                verified);
    }

    private static Explain.Page units(Map<String, String> parameters) {
        String after = parameters.getOrDefault("after", "");
        try {
            return new Explain.Page(
                    after.isEmpty() ? 0 : Math.max(0, Integer.parseInt(after)), SHOWN);
        } catch (NumberFormatException unreadable) {
            throw RefusedToPersonException.faulty(
                    "bad-parameter",
                    "Cannot show what comes after that: it is no number of units. Go on by the"
                            + " link below the units.");
        }
    }

    private static boolean verify(Map<String, String> parameters) {
        return parameters.containsKey("verify");
    }

    private Explain explain() {
        return new Explain(database, settings.get());
    }

    private Verifier verifier() {
        return new Verifier(database, settings.get(), release.get(), clock);
    }

    private static Question question(Map<String, String> parameters) {
        Map<String, String> where = new TreeMap<>(parameters);
        where.keySet().removeAll(OWN);
        where.values().removeIf(String::isBlank);
        return new Question(
                parameters.getOrDefault("metric", ""),
                parsed(parameters, "from", Written::day),
                parsed(parameters, "until", Written::day),
                parsed(parameters, "at", Written::day),
                parsed(parameters, "known", Written::instant),
                List.of(),
                where);
    }

    private static <T> Optional<T> parsed(
            Map<String, String> parameters, String name, Function<String, T> parser) {
        @Nullable String text = parameters.get(name);
        try {
            return text == null || text.isBlank()
                    ? Optional.empty()
                    : Optional.of(parser.apply(text));
        } catch (DateTimeException unreadable) {
            throw RefusedToPersonException.faulty(
                    "bad-parameter",
                    "Cannot explain this: %s is no day or instant. Write days as 2026-03-01 and"
                                    .formatted(name)
                            + " instants as 2026-04-02T18:00:00Z.");
        }
    }

    private String page(
            Remembered.Told<Explain.Result> told,
            String name,
            String here,
            Map<String, String> parameters,
            Optional<Verification> verified) {
        Explanation tree =
                switch (told.value()) {
                    case Explain.Result.Explained(var explained) -> explained;
                    case Explain.Result.NoFigure(var why) -> throw refused(why);
                    case Explain.Result.NothingFound _ ->
                            throw new RefusedToPersonException(
                                    Kind.NOT_THERE,
                                    "not-found",
                                    "There is nothing of that name to explain. Open it from a page"
                                            + " that shows it.");
                };
        Page page = new Page("Explain", release.get().name(), "");
        return pages.render(
                "explain",
                new ExplainTelling(page, tree, told.age(), names(tree))
                        .view(name, verified.isPresent() ? "" : again(here, parameters), verified));
    }

    private Map<String, String> names(Explanation tree) {
        Map<String, String> names = new HashMap<>();
        JdbcClient.create(database)
                .sql("select id, name from engagement where id = any(?)")
                .param(ExplainTelling.engagements(tree).toArray(String[]::new))
                .query(
                        row -> {
                            names.put(row.getString(1), row.getString(2));
                        });
        return names;
    }

    private static RefusedToPersonException refused(MetricAnswer why) {
        String sentence =
                switch (why) {
                    case MetricAnswer.UnknownMetric _ ->
                            "There is no figure of that name. Open it from a page that shows it.";
                    case MetricAnswer.UnknownDimension(var metric, _, var known) ->
                            "%s cannot be told apart like that, only by %s."
                                    .formatted(metric, String.join(", ", known));
                    case MetricAnswer.Figures _ ->
                            throw new IllegalStateException("it was answered");
                };
        return new RefusedToPersonException(Kind.NOT_THERE, "not-found", sentence);
    }

    private static String again(String here, Map<String, String> parameters) {
        List<String> all = new ArrayList<>();
        parameters.forEach(
                (name, value) -> {
                    if (!name.equals("verify")) {
                        all.add(encoded(name) + "=" + encoded(value));
                    }
                });
        all.add("verify=true");
        return here + "?" + String.join("&", all) + "#verified";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What was asked, as facts of the page. */
    static List<Fact> asked(Map<String, String> facts) {
        List<Fact> asked = new ArrayList<>();
        for (String name : List.of("from", "until", "at", "known")) {
            if (facts.containsKey(name)) {
                asked.add(new Fact(name, facts.get(name)));
            }
        }
        return asked;
    }
}
