package throughline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.cli.CommandFailure.Exit;
import throughline.insight.Question;
import throughline.insight.RollForwardAnswer;
import throughline.insight.RollForwardAnswer.Line;
import throughline.insight.RollForwardAnswer.Posted;
import throughline.insight.RollForwardAnswer.Row;
import throughline.insight.RollForwardDesk;

/** Roll-forwards as the command line answers them: names of columns are a contract. */
final class RollForwardTables {

    private final RollForwardDesk desk;

    RollForwardTables(OpenedHome home) {
        this.desk = new RollForwardDesk(home.database(), home.settings());
    }

    /** What is printed, and whether it adds up. */
    record Told(Answer answer, boolean holds) {}

    Told rows(Question question) {
        RollForwardAnswer answer = desk.roll(question);
        if (!(answer instanceof RollForwardAnswer.Rolled rolled)) {
            throw refusal(answer);
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        rolled.rows().forEach(row -> rows.add(row(row)));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("roll-forward", question.metric());
        json.put("adds-up", rolled.addsUp());
        json.put("rows", rows);
        if (!rolled.remarks().isEmpty()) {
            json.put("undefined", rolled.remarks());
        }
        List<String> remarks = new ArrayList<>(rolled.remarks());
        remarks.addAll(
                List.of(
                        rolled.addsUp()
                                ? "closing = opening + every item between them, in every row."
                                : "Opening and items do not come to closing in some rows: run"
                                        + " check.",
                        "Open every item to its postings: --items"));
        return new Told(new Answer(json, rows, remarks), rolled.addsUp());
    }

    Told items(Question question) {
        RollForwardAnswer answer = desk.open(question);
        if (!(answer instanceof RollForwardAnswer.Opened(var lines))) {
            throw refusal(answer);
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        lines.forEach(line -> rows.add(row(line)));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("roll-forward", question.metric());
        json.put("items", rows);
        List<String> remarks = List.of("From an engagement to its files: explain ENGAGEMENT");
        return new Told(new Answer(json, rows, remarks), true);
    }

    private static Map<String, @Nullable Object> row(Row row) {
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

    private static Map<String, @Nullable Object> row(Line line) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        cells.put("balance", line.balance().metric());
        cells.putAll(line.labels());
        cells.put("currency", line.currency());
        cells.put("item", line.item().text());
        cells.put("amount", line.amount());
        cells.put("engagement", line.engagement());
        Optional<Posted> posting = line.posting();
        cells.put("line", posting.map(Posted::line).orElse(null));
        cells.put("happening", posting.map(Posted::happening).orElse(null));
        cells.put("effective", posting.map(each -> each.effective().toString()).orElse(null));
        cells.put("known", posting.map(each -> each.known().toString()).orElse(null));
        cells.put("event", posting.map(Posted::event).orElse(null));
        cells.put("sequence", posting.map(Posted::sequence).orElse(null));
        cells.put("document", posting.map(Posted::document).orElse(null));
        if (!line.exchanged().isEmpty()) {
            cells.put("exchanged", line.exchanged());
        }
        return cells;
    }

    private static CommandFailure refusal(RollForwardAnswer answer) {
        return switch (answer) {
            case RollForwardAnswer.Rolled _, RollForwardAnswer.Opened _ ->
                    throw new IllegalStateException("it was answered");
            case RollForwardAnswer.Refused(var why) -> MetricTables.refusal(why);
            case RollForwardAnswer.NoBalance(var metric, var known) ->
                    new CommandFailure(
                            Exit.USAGE,
                            "no-such-balance",
                            "Cannot roll %s forward: it is no balance. Known are %s."
                                    .formatted(metric, String.join(", ", known)));
        };
    }
}
