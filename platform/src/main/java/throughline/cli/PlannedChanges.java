package throughline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.releases.Change;
import throughline.wording.Counted;
import throughline.wording.GroupedAmounts;
import throughline.wording.Kebab;

/** What a landscape changes, as rows, sentences and Markdown. */
final class PlannedChanges {

    private PlannedChanges() {}

    /**
     * The plan's answer with its changes; the parts are left to JSON then.
     *
     * @param files those that are not the same to the byte
     */
    static Answer in(Answer plan, List<Change> changes, List<String> files) {
        List<Map<String, @Nullable Object>> all =
                changes.stream().map(PlannedChanges::row).toList();
        Map<String, @Nullable Object> json = new LinkedHashMap<>(plan.json());
        json.put("changes", all);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (Change each : changes) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("part", each.part());
            row.put("change", each.what());
            row.put("verdict", Kebab.of(each.verdict()));
            row.put("engagements", engagements(each));
            row.put("owner", each.owner());
            rows.add(row);
        }
        for (Change each : changes) {
            remarks.add(each.part() + ": " + each.what());
            each.reach().forEach(reach -> remarks.add("  " + reach));
            remarks.add("  " + each.weight().words() + "; " + each.why() + ".");
        }
        if (Boolean.FALSE.equals(plan.json().get("sound"))) {
            for (Map<String, @Nullable Object> defect : plan.rows()) {
                remarks.add(
                        "%s %s: %s"
                                .formatted(
                                        defect.get("place"),
                                        defect.get("code"),
                                        defect.get("sentence")));
            }
        }
        remarks.addAll(plan.remarks());
        remarks.add(
                changes.isEmpty()
                        ? nothing(files)
                        : "%s. What %s to in money: throughline rehearse"
                                .formatted(
                                        Counted.of(changes.size(), "change"),
                                        Counted.word(changes.size(), "it comes", "they come")));
        return new Answer(json, rows, remarks);
    }

    private static String nothing(List<String> files) {
        String same = "Nothing changes against what is in force";
        return switch (files.size()) {
            case 0 -> same + ".";
            case 1 -> "%s: %s says the same in other writing.".formatted(same, files.getFirst());
            default ->
                    "%s: %s say the same in other writing."
                            .formatted(same, String.join(", ", files));
        };
    }

    private static Map<String, @Nullable Object> row(Change change) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("part", change.part());
        row.put("change", change.what());
        row.put("reach", change.reach());
        row.put("verdict", Kebab.of(change.verdict()));
        row.put("why", change.why());
        row.put("owner", change.owner());
        row.put("engagements", change.weight().engagements());
        row.put("money", change.weight().money());
        change.weight().untold().ifPresent(why -> row.put("untold", why));
        return row;
    }

    /** How many; where nobody can tell, not 0. */
    private static String engagements(Change change) {
        return change.weight().untold().isPresent()
                ? "not checkable"
                : Long.toString(change.weight().engagements());
    }

    static String markdown(LandscapePlan plan, List<Change> changes) {
        StringBuilder text = new StringBuilder("## Plan\n\n");
        plan.answer().remarks().forEach(remark -> text.append(remark).append("\n"));
        if (!plan.sound()) {
            text.append("\n| place | what is wrong |\n| --- | --- |\n");
            for (Map<String, @Nullable Object> row : plan.answer().rows()) {
                text.append(
                        "| `%s` | %s |\n".formatted(row.get("place"), cell(row.get("sentence"))));
            }
            return text.toString();
        }
        if (changes.isEmpty()) {
            return text.append("\nNothing changes.\n").toString();
        }
        text.append("\n| part | change | verdict | engagements | money, 90 days | owner |\n");
        text.append("| --- | --- | --- | ---: | --- | --- |\n");
        for (Change each : changes) {
            text.append(
                    "| `%s` | %s | %s | %s | %s | %s |\n"
                            .formatted(
                                    each.part(),
                                    cell(each.what()),
                                    Kebab.of(each.verdict()),
                                    engagements(each),
                                    each.weight()
                                            .untold()
                                            .map(PlannedChanges::cell)
                                            .orElseGet(
                                                    () ->
                                                            GroupedAmounts.in(
                                                                    String.join(
                                                                            "<br>",
                                                                            each.weight()
                                                                                    .money()))),
                                    each.owner()));
        }
        text.append("\n### Where it leads\n\n");
        for (Change each : changes) {
            text.append("- `%s`: %s\n".formatted(each.part(), cell(each.what())));
            each.reach().forEach(reach -> text.append("  - ").append(cell(reach)).append("\n"));
        }
        return text.toString();
    }

    private static String cell(@Nullable Object value) {
        return String.valueOf(value).replace("|", "\\|").replaceAll("\\s+", " ");
    }
}
