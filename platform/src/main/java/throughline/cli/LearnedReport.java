package throughline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.contracts.Learning;

/** What was learned of a system, in short. */
final class LearnedReport {

    private LearnedReport() {}

    static Answer of(String system, Learning learning, String written) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        Map<?, ?> definitions =
                learning.contract(system).get("$defs") instanceof Map<?, ?> map ? map : Map.of();
        learning.seen()
                .forEach(
                        (type, records) -> {
                            Map<?, ?> described =
                                    definitions.get(type) instanceof Map<?, ?> map ? map : Map.of();
                            Map<String, @Nullable Object> row = new LinkedHashMap<>();
                            row.put("type", type);
                            row.put("records", records);
                            row.put("fields", size(described.get("properties")));
                            row.put("always there", size(described.get("required")));
                            row.put("lists of values", lists(described));
                            rows.add(row);
                        });
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("system", system);
        json.put("types", rows);
        json.put("file", written.isEmpty() ? null : written);
        return new Answer(
                json,
                rows,
                List.of(
                        written.isEmpty()
                                ? "The contract itself: --format json. Into the landscape: --write"
                                : "Written to %s. Look at it, then: throughline plan"
                                        .formatted(written)));
    }

    private static int size(@Nullable Object value) {
        return value instanceof Map<?, ?> map
                ? map.size()
                : value instanceof List<?> list ? list.size() : 0;
    }

    private static long lists(Map<?, ?> described) {
        return described.get("properties") instanceof Map<?, ?> fields
                ? fields.values().stream()
                        .filter(each -> each instanceof Map<?, ?> map && map.containsKey("enum"))
                        .count()
                : 0;
    }
}
