package throughline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import throughline.insight.Check;
import throughline.insight.CheckResult;
import throughline.wording.Counted;

/**
 * Every check with its verdict.
 *
 * @param holds whether all of them hold
 */
record CheckReport(boolean holds, Answer answer) {

    static CheckReport of(DataSource database, ProgressLine progress) {
        List<CheckResult> results =
                Check.run(database, replayed -> progress.show("replaying", replayed, 0));
        progress.clear();
        return of(results);
    }

    static CheckReport of(List<CheckResult> results) {
        List<Map<String, @Nullable Object>> checks = new ArrayList<>();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (CheckResult result : results) {
            Map<String, @Nullable Object> check = new LinkedHashMap<>();
            check.put("name", result.name());
            check.put("formula", result.formula());
            check.put("holds", result.holds());
            check.put("checked", result.checked());
            check.put("failures", result.failures());
            check.put("examples", result.examples());
            checks.add(check);
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("check", result.name());
            row.put("verdict", result.holds() ? "holds" : "FAILS");
            row.put("checked", result.checked());
            row.put("failures", result.failures());
            row.put("formula", result.formula());
            rows.add(row);
        }
        long failed = results.stream().filter(result -> !result.holds()).count();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("holds", failed == 0);
        json.put("checks", checks);
        return new CheckReport(failed == 0, new Answer(json, rows, remarks(results, failed)));
    }

    private static List<String> remarks(List<CheckResult> results, long failed) {
        List<String> remarks = new ArrayList<>();
        for (CheckResult result : results) {
            result.examples().forEach(example -> remarks.add(result.name() + ": " + example));
        }
        remarks.add(
                failed == 0
                        ? "All " + Counted.of(results.size(), "check holds.", "checks hold.")
                        : failed
                                + " of "
                                + results.size()
                                + Counted.word(failed, " checks fails.", " checks fail."));
        return remarks;
    }
}
