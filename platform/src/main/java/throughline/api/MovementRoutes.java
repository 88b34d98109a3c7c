package throughline.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.books.RestatementCause;
import throughline.insight.BridgeAnswer;
import throughline.insight.BridgeDesk;
import throughline.insight.Question;
import throughline.insight.Remembered;
import throughline.insight.RollForwardAnswer;
import throughline.insight.RollForwardAnswer.Posted;
import throughline.insight.RollForwardDesk;
import throughline.insight.Settings;
import throughline.insight.Written;

/** How balances come from those before them, and figures from what they were said to be. */
@RestController
public final class MovementRoutes {

    private static final String BASE = "/api/v1/metrics/{name}";

    private final DataSource database;
    private final Supplier<Settings> settings;
    private final Remembered<Map<String, Object>> remembered;

    /**
     * Routes over a database.
     *
     * @param settings those in force now
     */
    public MovementRoutes(DataSource database, Supplier<Settings> settings) {
        this.database = database;
        this.settings = settings;
        this.remembered = new Remembered<>(database);
    }

    /** A balance, rolled forward; with {@code items=true} the postings behind its items too. */
    @GetMapping(path = BASE + "/roll-forward", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<Map<String, Object>> rollForward(
            @PathVariable String name, @RequestParam Map<String, String> parameters) {
        Settings now = settings.get();
        Question question = new Asked(parameters).question(name);
        boolean items = wantsItems(parameters);
        return InsightRoutes.aged(
                remembered.told(
                        List.of("roll-forward", now, question, items),
                        () -> rolled(new RollForwardDesk(database, now), name, question, items)));
    }

    private static Map<String, Object> rolled(
            RollForwardDesk desk, String name, Question question, boolean items) {
        RollForwardAnswer.Rolled rolled =
                switch (desk.roll(question)) {
                    case RollForwardAnswer.Rolled answer -> answer;
                    case RollForwardAnswer answer -> throw refused(answer);
                };
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("roll-forward", name);
        map.put("adds-up", rolled.addsUp());
        map.put("rows", rolled.rows().stream().map(MovementRoutes::row).toList());
        if (!rolled.remarks().isEmpty()) {
            map.put("undefined", rolled.remarks());
        }
        if (items) {
            map.put(
                    "items",
                    switch (desk.open(question)) {
                        case RollForwardAnswer.Opened(var lines) ->
                                lines.stream().map(MovementRoutes::row).toList();
                        case RollForwardAnswer answer -> throw refused(answer);
                    });
        }
        return map;
    }

    /**
     * Why a figure is another one than it was said to be {@code since}; with {@code items=true} the
     * postings behind every cause too.
     */
    @GetMapping(path = BASE + "/bridge", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<Map<String, Object>> bridge(
            @PathVariable String name, @RequestParam Map<String, String> parameters) {
        Settings now = settings.get();
        Question question = new Asked(parameters).question(name);
        Instant since = since(parameters);
        boolean items = wantsItems(parameters);
        return InsightRoutes.aged(
                remembered.told(
                        List.of("bridge", now, question, since, items),
                        () -> bridged(new BridgeDesk(database, now), question, since, items)));
    }

    private static Map<String, Object> bridged(
            BridgeDesk desk, Question question, Instant since, boolean items) {
        BridgeAnswer.Bridged bridged =
                switch (desk.bridge(question, since)) {
                    case BridgeAnswer.Bridged answer -> answer;
                    case BridgeAnswer.Refused(var why) -> throw InsightRoutes.refusal(why);
                    case BridgeAnswer.NoBridge(_, var sentence) ->
                            throw new ApiProblem(
                                    HttpStatus.BAD_REQUEST, "no-bridge", sentence, Map.of());
                };
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("bridge", question.metric());
        map.put("since", since.toString());
        question.known().ifPresent(known -> map.put("known", known.toString()));
        map.put("adds-up", bridged.addsUp());
        map.put("rows", bridged.rows().stream().map(MovementRoutes::row).toList());
        if (!bridged.remarks().isEmpty()) {
            map.put("undefined", bridged.remarks());
        }
        if (items) {
            map.put("items", bridged.lines().stream().map(MovementRoutes::row).toList());
        }
        return map;
    }

    private static boolean wantsItems(Map<String, String> parameters) {
        return "true".equals(parameters.get("items"));
    }

    private static Instant since(Map<String, String> parameters) {
        try {
            return Written.instant(Optional.ofNullable(parameters.get("since")).orElse(""));
        } catch (DateTimeException unreadable) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "bad-parameter",
                    "Cannot bridge from since="
                            + parameters.get("since")
                            + ". Say when the figure was told first, as 2026-04-02T00:00:00Z.",
                    Map.of("parameter", "since"));
        }
    }

    private static ApiProblem refused(RollForwardAnswer answer) {
        return switch (answer) {
            case RollForwardAnswer.Refused(var why) -> InsightRoutes.refusal(why);
            case RollForwardAnswer.NoBalance(var metric, var known) ->
                    new ApiProblem(
                            HttpStatus.BAD_REQUEST,
                            "no-such-balance",
                            "Cannot roll " + metric + " forward: it is no balance.",
                            Map.of("known", known));
            case RollForwardAnswer.Rolled _, RollForwardAnswer.Opened _ ->
                    throw new IllegalStateException("it was answered");
        };
    }

    private static Map<String, @Nullable Object> row(RollForwardAnswer.Row row) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        cells.put("balance", row.balance().metric());
        cells.putAll(row.labels());
        cells.put("currency", row.currency());
        cells.put("opening", row.defined() ? row.opening() : null);
        row.items()
                .forEach((item, amount) -> cells.put(item.text(), row.defined() ? amount : null));
        cells.put("closing", row.defined() ? row.closing() : null);
        cells.put("adds-up", row.addsUp());
        return cells;
    }

    private static Map<String, @Nullable Object> row(BridgeAnswer.Row row) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>(row.labels());
        cells.put("currency", row.currency());
        cells.put("before", row.before().orElse(null));
        for (Map.Entry<RestatementCause, String> item : row.items().entrySet()) {
            cells.put(item.getKey().text(), item.getValue());
        }
        cells.put("after", row.after().orElse(null));
        cells.put("adds-up", row.addsUp());
        return cells;
    }

    private static Map<String, @Nullable Object> row(RollForwardAnswer.Line line) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        cells.put("balance", line.balance().metric());
        cells.putAll(line.labels());
        cells.put("currency", line.currency());
        cells.put("item", line.item().text());
        return posted(cells, line.amount(), line.engagement(), line.posting(), line.exchanged());
    }

    private static Map<String, @Nullable Object> row(BridgeAnswer.Line line) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>(line.labels());
        cells.put("currency", line.currency());
        cells.put("cause", line.cause().text());
        return posted(cells, line.amount(), line.engagement(), line.posting(), line.exchanged());
    }

    private static Map<String, @Nullable Object> posted(
            Map<String, @Nullable Object> cells,
            String amount,
            String engagement,
            Optional<Posted> posting,
            String exchanged) {
        cells.put("amount", amount);
        cells.put("engagement", engagement);
        posting.ifPresent(
                each -> {
                    cells.put("line", each.line());
                    cells.put("happening", each.happening());
                    cells.put("effective", each.effective().toString());
                    cells.put("known", each.known().toString());
                    cells.put("event", each.event());
                    cells.put("sequence", each.sequence());
                    cells.put("document", each.document());
                });
        if (!exchanged.isEmpty()) {
            cells.put("exchanged", exchanged);
        }
        return cells;
    }
}
