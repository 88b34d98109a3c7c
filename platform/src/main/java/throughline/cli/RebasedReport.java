package throughline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.contracts.Rebasing;
import throughline.wording.Counted;

/** What re-basing mappings comes to. */
final class RebasedReport {

    private RebasedReport() {}

    static Answer of(Rebasing rebasing, boolean written) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Rebasing.Row each : rebasing.rows()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("row", each.touched().row());
            row.put("at", each.touched().place());
            row.put("verdict", each.touched().verdict().word());
            row.put("was", each.touched().expression());
            row.put("proposed", each.proposed().orElse(null));
            row.put("why", each.why());
            row.put("owner", each.touched().owner());
            rows.add(row);
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("rows", rows);
        Set<String> touched = rows(rebasing.rows());
        Set<String> left = rows(rebasing.left());
        Set<String> moved =
                rows(rebasing.rows().stream().filter(each -> each.proposed().isPresent()).toList());
        moved.removeAll(left);
        int proposed = moved.size();
        int unverified = touched.size() - proposed - left.size();
        json.put("proposed", proposed);
        json.put("left", left.size());
        json.put("unverified", unverified);
        json.put("untouched", rebasing.untouched());
        json.put("files", List.copyOf(rebasing.files().keySet()));
        json.put("written", written);
        return new Answer(
                json,
                rows,
                List.of(
                        touched(touched.size(), proposed, left.size(), unverified)
                                + Counted.of(rebasing.untouched(), "row stays", "rows stay")
                                + " byte for byte.",
                        written
                                ? "Written. Put the new contract into the landscape, then:"
                                        + " throughline plan"
                                : "Nothing was written: --write puts the proposals into the"
                                        + " mappings."));
    }

    /** How many rows are touched, and what of them is not nothing. */
    private static String touched(int all, int proposed, int left, int unverified) {
        List<String> parts = new ArrayList<>();
        if (proposed > 0) {
            parts.add(Counted.of(proposed, "has", "have") + " a proposal");
        }
        if (left > 0) {
            parts.add(Counted.of(left, "is", "are") + " left to you");
        }
        if (unverified > 0) {
            parts.add(
                    "of "
                            + unverified
                            + " nobody can tell whether the new contract breaks "
                            + (unverified == 1 ? "it" : "them"));
        }
        return Counted.of(all, "row is", "rows are")
                + " touched"
                + (parts.isEmpty() ? "" : ": " + String.join(", ", parts))
                + "; ";
    }

    /** A row that reads several fields is one row. */
    private static Set<String> rows(List<Rebasing.Row> rows) {
        return rows.stream()
                .map(each -> each.touched().place() + " " + each.touched().row())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
