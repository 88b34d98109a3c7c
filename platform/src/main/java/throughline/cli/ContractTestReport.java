package throughline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.contracts.ContractTest;
import throughline.contracts.Verdict;

/** How a contract test went. */
record ContractTestReport(List<ContractTest.Checked> checks) {

    List<Verdict> verdicts() {
        return checks.stream().map(ContractTest.Checked::verdict).toList();
    }

    Answer answer(String system) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (ContractTest.Checked each : checks) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("type", each.type());
            row.put("by", each.by());
            row.put("verdict", each.verdict().word());
            row.put("records", each.records());
            row.put("why", each.why());
            rows.add(row);
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        Verdict worst = Verdict.worst(verdicts());
        json.put("system", system);
        json.put("verdict", worst.word());
        json.put("checks", rows);
        return new Answer(
                json,
                rows,
                List.of(
                        "%s: %s is %s"
                                .formatted(
                                        worst.word().toUpperCase(Locale.ROOT),
                                        system,
                                        switch (worst) {
                                            case VERIFIED ->
                                                    "as its contract and our mappings expect.";
                                            case UNVERIFIED ->
                                                    "not known to be otherwise than expected, but"
                                                            + " not all of it could be checked.";
                                            case BROKEN -> "otherwise than expected.";
                                        })));
    }
}
