package throughline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known under a trace, in the order in which one led to the other. */
final class TraceReport {

    private TraceReport() {}

    static Answer of(Map<String, @Nullable Object> story) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        each(story, "messages", rows, row -> row("came in", name(row), row.get("state")));
        each(
                story,
                "actions",
                rows,
                row -> row("written to " + row.get("system"), row.get("key"), row.get("status")));
        each(story, "milestones", rows, row -> row("told", row.get("subject"), row.get("type")));
        return new Answer(story, rows, List.of());
    }

    private static String name(Map<?, ?> message) {
        return "%s:%s:%s (%s)"
                .formatted(
                        message.get("system"),
                        message.get("type"),
                        message.get("externalId"),
                        message.get("origin"));
    }

    private static void each(
            Map<String, @Nullable Object> story,
            String what,
            List<Map<String, @Nullable Object>> rows,
            java.util.function.Function<Map<?, ?>, Map<String, @Nullable Object>> told) {
        if (story.get(what) instanceof List<?> list) {
            list.forEach(each -> rows.add(told.apply((Map<?, ?>) each)));
        }
    }

    private static Map<String, @Nullable Object> row(
            String what, @Nullable Object which, @Nullable Object stands) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("what", what);
        row.put("which", which);
        row.put("stands", stands);
        return row;
    }
}
