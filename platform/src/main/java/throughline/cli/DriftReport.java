package throughline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.contracts.DriftView;
import throughline.wording.Counted;

/** What arrives otherwise than declared, as rows and sentences. */
final class DriftReport {

    private DriftReport() {}

    static Answer of(DriftView view, boolean open, @Nullable String system) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (DriftView.Row each : open ? view.open() : view.rows()) {
            if (system == null || each.week().finding().system().equals(system)) {
                all.add(json(each));
                rows.add(row(each));
            }
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("open", view.open().size());
        json.put("waiting", view.waiting());
        json.put("contracts", view.contracts());
        json.put("findings", all);
        return new Answer(json, rows, remarks(view));
    }

    /** One finding of one week, with everything that is known of it. */
    static Map<String, @Nullable Object> json(DriftView.Row row) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("week", row.week().week().toString());
        json.put("system", row.week().finding().system());
        json.put("type", row.week().finding().type());
        json.put("path", row.week().finding().path());
        json.put("class", row.week().finding().drift().word());
        json.put("value", row.week().finding().value());
        json.put("expected", row.week().expected());
        json.put("sentence", row.sentence());
        json.put("policy", row.week().policy().word());
        json.put("owner", row.owner());
        json.put("records", row.week().records());
        json.put("of", row.week().of());
        json.put("read", row.read());
        json.put("open", row.open());
        json.put("stopped", row.stopped());
        json.put("accepted", row.accepted().isEmpty() ? null : row.accepted());
        json.put("example", row.week().example() == 0 ? null : row.week().example());
        return json;
    }

    private static Map<String, @Nullable Object> row(DriftView.Row row) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        cells.put("week", row.week().week().toString());
        cells.put("record", row.week().finding().system() + ":" + row.week().finding().type());
        cells.put("class", row.week().finding().drift().word());
        cells.put("what", row.sentence());
        cells.put("read", row.read() ? "yes" : "");
        cells.put("records", row.week().records());
        cells.put("of", row.week().of());
        cells.put("policy", row.week().policy().word());
        cells.put(
                "stands",
                row.open()
                        ? row.stopped() ? "stopped" : "open"
                        : row.accepted().isEmpty() ? "past" : "accepted");
        cells.put("owner", row.owner());
        return cells;
    }

    private static List<String> remarks(DriftView view) {
        List<String> remarks = new ArrayList<>();
        if (view.contracts().isEmpty()) {
            remarks.add(
                    "No system has a contract, so nothing is compared. Learn one from what was"
                            + " kept: throughline contract learn SYSTEM");
        }
        view.waiting()
                .forEach(
                        (kind, records) ->
                                remarks.add(
                                        ("%s of %s %s. Put a contract that says so into"
                                                        + " the landscape, or: throughline drift"
                                                        + " accept %s PATH CLASS --reason TEXT")
                                                .formatted(
                                                        Counted.of(records, "record"),
                                                        kind,
                                                        Counted.word(records, "waits", "wait"),
                                                        kind)));
        remarks.add(
                view.open().isEmpty()
                        ? "Nothing deviates that nobody accepted."
                        : Counted.of(
                                view.open().size(),
                                "finding waits for its owner.",
                                "findings wait for their owners."));
        return remarks;
    }

    static Answer accepted(String kind, String path, String drift, long again) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("record", kind);
        json.put("path", path);
        json.put("class", drift);
        json.put("requeued", again);
        return new Answer(
                json,
                List.of(json),
                List.of(
                        "Accepted until another contract is in force. A running server takes up"
                                + " what waited within moments; without one, the next load or serve"
                                + " does."));
    }
}
