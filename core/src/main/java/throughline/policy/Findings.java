package throughline.policy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import throughline.landscape.DecisionTable.Row;

/** Collects what one gate finds and which rows decided; each code once. */
final class Findings {

    private final Map<String, Finding> byCode = new LinkedHashMap<>();
    private final Set<String> sources = new LinkedHashSet<>();

    void add(Finding finding) {
        byCode.merge(finding.code(), finding, Finding::and);
    }

    void find(String code, String sentence, Map<String, String> evidence) {
        add(Finding.of(code, sentence, evidence));
    }

    void essential(String code, String sentence, Map<String, String> evidence) {
        add(Finding.essential(code, sentence, evidence));
    }

    void decidedBy(Row row) {
        sources.add(row.source());
    }

    boolean isEmpty() {
        return byCode.isEmpty();
    }

    Collection<Finding> all() {
        return byCode.values();
    }

    List<String> sources() {
        return List.copyOf(sources);
    }
}
