package throughline.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.insight.BridgeAnswer;
import throughline.insight.BridgeDesk;
import throughline.insight.MetricAnswer;
import throughline.insight.Question;
import throughline.insight.Remembered;
import throughline.insight.Reporting;
import throughline.insight.RollForwardAnswer;
import throughline.insight.RollForwardDesk;
import throughline.insight.Settings;
import throughline.insight.Written;

/** The page of roll-forwards and restatement bridges. */
@RestController
public final class MovementPages {

    private static final String BRIDGE = "bridge";
    private static final List<String> BRIDGED =
            List.of(
                    "recognized-revenue",
                    "bookings",
                    "billings",
                    "cost",
                    "collected",
                    "backlog-billing",
                    "backlog-revenue",
                    "deferred-revenue",
                    "contract-asset",
                    "unbilled",
                    "receivable");
    private static final int MONTHS = 3;

    private final Pages pages = new Pages();
    private final DataSource database;
    private final Supplier<Settings> settings;
    private final Supplier<String> enterprise;
    private final Remembered<RollForwardAnswer> rolls;
    private final Remembered<BridgeAnswer> bridges;
    private final InstantSource clock;

    /**
     * The page over a database.
     *
     * @param settings those in force now
     * @param enterprise its name now
     */
    public MovementPages(
            DataSource database,
            Supplier<Settings> settings,
            Supplier<String> enterprise,
            InstantSource clock) {
        this.database = database;
        this.settings = settings;
        this.enterprise = enterprise;
        this.clock = clock;
        this.rolls = new Remembered<>(database);
        this.bridges = new Remembered<>(database);
    }

    /** A balance rolled forward, or a figure bridged from what it was said to be. */
    @GetMapping(path = "/figures", produces = MediaType.TEXT_HTML_VALUE)
    public String figures(@RequestParam Map<String, String> parameters) {
        boolean bridge = BRIDGE.equals(parameters.get("view"));
        Map<String, String> asked = asked(parameters, bridge);
        MovementTelling telling = new MovementTelling(asked, this::href);
        MovementsView.Asked form = form(asked, bridge);
        Page page = new Page("Figures", enterprise.get(), "/figures");
        MovementTelling.Told told;
        try {
            told = bridge ? bridged(asked, telling) : rolled(asked, telling);
        } catch (DateTimeException unreadable) {
            told =
                    MovementTelling.Told.nothing(
                            "Cannot read a day or an instant here. Write days as 2026-03-01 and"
                                    + " instants as 2026-04-02T18:00:00Z.");
        }
        return pages.render(
                "movements",
                new MovementsView(
                        page,
                        bridge,
                        form,
                        told.sentence(),
                        told.blocks(),
                        told.remarks(),
                        told.opened(),
                        told.postings(),
                        told.more()));
    }

    private MovementTelling.Told rolled(Map<String, String> asked, MovementTelling telling) {
        Settings now = settings.get();
        RollForwardDesk desk = new RollForwardDesk(database, now);
        Optional<Question> question = question(asked);
        if (question.isEmpty()) {
            return MovementTelling.Told.nothing(noCurrency(asked));
        }
        return switch (rolls.of(List.of(now, question.get()), () -> desk.roll(question.get()))) {
            case RollForwardAnswer.Rolled rolled ->
                    telling.rolled(
                            rolled,
                            asked.containsKey("item")
                                    ? desk.open(question.get())
                                    : new RollForwardAnswer.Opened(List.of()));
            case RollForwardAnswer.NoBalance(var metric, _) ->
                    MovementTelling.Told.nothing(
                            "Cannot roll " + metric + " forward: it is no balance. Choose one.");
            case RollForwardAnswer.Refused(var why) -> MovementTelling.Told.nothing(refused(why));
            case RollForwardAnswer.Opened _ -> throw new IllegalStateException("not asked for");
        };
    }

    private MovementTelling.Told bridged(Map<String, String> asked, MovementTelling telling) {
        Optional<Question> question = question(asked);
        if (question.isEmpty()) {
            return MovementTelling.Told.nothing(noCurrency(asked));
        }
        Instant since = Written.instant(asked.getOrDefault("since", ""));
        Settings now = settings.get();
        return switch (bridges.of(
                List.of(now, question.get(), since),
                () -> new BridgeDesk(database, now).bridge(question.get(), since))) {
            case BridgeAnswer.Bridged bridged -> telling.bridged(bridged);
            case BridgeAnswer.NoBridge(_, var sentence) -> MovementTelling.Told.nothing(sentence);
            case BridgeAnswer.Refused(var why) -> MovementTelling.Told.nothing(refused(why));
        };
    }

    private static String refused(MetricAnswer why) {
        return switch (why) {
            case MetricAnswer.UnknownMetric(var name, _) ->
                    "There is no figure " + name + ". Choose one of the list.";
            case MetricAnswer.UnknownDimension(var metric, var name, _) ->
                    metric + " cannot be cut by " + name + ". Leave it out.";
            case MetricAnswer.Figures _ -> throw new IllegalStateException("it was answered");
        };
    }

    private static String noCurrency(Map<String, String> asked) {
        return "Cannot tell figures in %s. Ask for %s."
                .formatted(asked.getOrDefault("currency", ""), Reporting.FORMS);
    }

    private static Optional<Question> question(Map<String, String> asked) {
        return Reporting.parse(asked.getOrDefault("currency", "transaction"))
                .map(
                        reporting ->
                                new Question(
                                        asked.getOrDefault("metric", ""),
                                        parsed(asked, "from", Written::day),
                                        parsed(asked, "until", Written::day),
                                        Optional.empty(),
                                        parsed(asked, "known", Written::instant),
                                        List.of(),
                                        Map.of(),
                                        reporting));
    }

    private static <T> Optional<T> parsed(
            Map<String, String> asked, String name, Function<String, T> parser) {
        return Optional.ofNullable(asked.get(name)).filter(text -> !text.isBlank()).map(parser);
    }

    /** With the days and figures that stand there before anybody chooses. */
    private Map<String, String> asked(Map<String, String> parameters, boolean bridge) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate month = today.withDayOfMonth(1);
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("view", bridge ? BRIDGE : "roll-forward");
        asked.put("metric", bridge ? "recognized-revenue" : "backlog-billing");
        asked.put("from", (bridge ? month.minusMonths(1) : month.minusMonths(MONTHS)).toString());
        asked.put("until", (bridge ? month : month.plusMonths(1)).toString());
        asked.put("currency", "transaction");
        if (bridge) {
            asked.put("since", month + "T00:00:00Z");
        }
        parameters.forEach(
                (name, value) -> {
                    if (!value.isBlank() || !asked.containsKey(name)) {
                        asked.put(name, value.strip());
                    }
                });
        return asked;
    }

    private static MovementsView.Asked form(Map<String, String> asked, boolean bridge) {
        String metric = asked.getOrDefault("metric", "");
        return new MovementsView.Asked(
                (bridge ? BRIDGED : RollForwardDesk.balances())
                        .stream()
                                .map(name -> new MovementsView.Choice(name, name.equals(metric)))
                                .toList(),
                metric,
                asked.getOrDefault("from", ""),
                asked.getOrDefault("until", ""),
                asked.getOrDefault("currency", ""),
                asked.getOrDefault("since", ""),
                asked.getOrDefault("known", ""));
    }

    private String href(Map<String, String> parameters) {
        return "/figures?"
                + parameters.entrySet().stream()
                        .filter(each -> !each.getValue().isBlank())
                        .map(
                                each ->
                                        each.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        each.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))
                + "#postings";
    }
}
