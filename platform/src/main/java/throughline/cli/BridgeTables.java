package throughline.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.books.RestatementCause;
import throughline.cli.CommandFailure.Exit;
import throughline.insight.BridgeAnswer;
import throughline.insight.BridgeDesk;
import throughline.insight.Question;
import throughline.insight.RollForwardAnswer.Posted;

/** Restatement bridges as the command line answers them: names of columns are a contract. */
final class BridgeTables {

    private final BridgeDesk desk;

    BridgeTables(OpenedHome home) {
        this.desk = new BridgeDesk(home.database(), home.settings());
    }

    RollForwardTables.Told rows(Question question, Instant since, boolean items) {
        BridgeAnswer.Bridged bridged = bridged(question, since);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        if (items) {
            bridged.lines().forEach(line -> rows.add(row(line)));
        } else {
            bridged.rows().forEach(row -> rows.add(row(row)));
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("bridge", question.metric());
        json.put("since", since.toString());
        json.put("known", question.known().map(Instant::toString).orElse(null));
        json.put("adds-up", bridged.addsUp());
        json.put(items ? "items" : "rows", rows);
        List<String> remarks = new ArrayList<>(bridged.remarks());
        if (!remarks.isEmpty()) {
            json.put("undefined", bridged.remarks());
        }
        remarks.add(
                bridged.addsUp()
                        ? "after = before + every cause between them, in every row."
                        : "Before and causes do not come to after in some rows: run check.");
        remarks.add(
                items
                        ? "From an engagement to its files: explain ENGAGEMENT"
                        : "Open every cause to its postings: --items");
        return new RollForwardTables.Told(new Answer(json, rows, remarks), bridged.addsUp());
    }

    private BridgeAnswer.Bridged bridged(Question question, Instant since) {
        return switch (desk.bridge(question, since)) {
            case BridgeAnswer.Bridged bridged -> bridged;
            case BridgeAnswer.Refused(var why) -> throw MetricTables.refusal(why);
            case BridgeAnswer.NoBridge(_, var sentence) ->
                    throw new CommandFailure(Exit.USAGE, "no-bridge", sentence);
        };
    }

    private static Map<String, @Nullable Object> row(BridgeAnswer.Row row) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>(row.labels());
        cells.put("currency", row.currency());
        cells.put("before", row.before().orElse(null));
        for (RestatementCause cause : RestatementCause.values()) {
            String amount = row.items().get(cause);
            cells.put(cause.text(), amount == null && row.before().isPresent() ? "0" : amount);
        }
        cells.put("after", row.after().orElse(null));
        cells.put("adds-up", row.addsUp());
        return cells;
    }

    private static Map<String, @Nullable Object> row(BridgeAnswer.Line line) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>(line.labels());
        cells.put("currency", line.currency());
        cells.put("cause", line.cause().text());
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
}
