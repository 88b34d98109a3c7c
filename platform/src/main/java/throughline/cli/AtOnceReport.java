package throughline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.money.Money;
import throughline.rehearsal.AtOnce;
import throughline.rehearsal.Difference;
import throughline.rehearsal.Findings;
import throughline.wording.Counted;

/** What putting a release in force changes at once, as rows and sentences. */
final class AtOnceReport {

    private AtOnceReport() {}

    static Answer of(AtOnce.Told told) {
        List<Map<String, @Nullable Object>> money =
                told.money().stream().map(AtOnceReport::row).toList();
        List<Map<String, @Nullable Object>> documents =
                told.documents().stream().map(AtOnceReport::row).toList();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("differ", told.of());
        json.put("looked", told.looked());
        json.put("change", told.differences().size());
        json.put("money", money);
        json.put("documents", documents);
        List<Map<String, @Nullable Object>> exceptions = new ArrayList<>();
        for (Difference.Change change : Difference.Change.values()) {
            told.exceptions(change)
                    .forEach((code, count) -> exceptions.add(row(change, code, count)));
        }
        json.put("exceptions", exceptions);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(money);
        return new Answer(json, rows, remarks(told, documents));
    }

    private static List<String> remarks(
            AtOnce.Told told, List<Map<String, @Nullable Object>> documents) {
        List<String> remarks = new ArrayList<>();
        remarks.add(
                ("Of %s that the rehearsal found to differ, %s as soon as the"
                                + " release is in force.")
                        .formatted(
                                Counted.of(told.of(), "engagement"),
                                Counted.of(told.differences().size(), "changes", "change")));
        documents.forEach(
                each ->
                        remarks.add(
                                "%s %s to %s: %s"
                                        .formatted(
                                                each.get("count"),
                                                each.get("kind"),
                                                each.get("system"),
                                                each.get("fate"))));
        for (Difference.Change change : Difference.Change.values()) {
            told.exceptions(change)
                    .forEach(
                            (code, count) ->
                                    remarks.add(
                                            RehearsalReport.exceptions(count, change)
                                                    + ": "
                                                    + code));
        }
        if (told.differences().size() < told.of()) {
            remarks.add(
                    "The others keep what was booked and written; for them it counts from what is"
                            + " agreed next.");
        }
        return remarks;
    }

    private static Map<String, @Nullable Object> row(Findings.Cell cell) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("what", cell.account());
        row.put("currency", cell.currency());
        row.put("now", decimal(cell.currency(), cell.before()));
        row.put("then", decimal(cell.currency(), cell.after()));
        row.put("difference", cell.difference().decimal().toPlainString());
        return row;
    }

    private static String decimal(String currency, long minor) {
        return Money.ofMinor(currency, minor).decimal().toPlainString();
    }

    private static Map<String, @Nullable Object> row(AtOnce.OneKind each) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("fate", ReleaseReport.lower(each.fate()));
        row.put("kind", each.kind());
        row.put("system", each.system());
        row.put("count", each.count());
        return row;
    }

    private static Map<String, @Nullable Object> row(
            Difference.Change change, String code, long count) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("change", ReleaseReport.lower(change));
        row.put("code", code);
        row.put("count", count);
        return row;
    }
}
