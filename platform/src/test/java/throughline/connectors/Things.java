package throughline.connectors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The smallest system that a file can describe: it lists things and finds them by name. */
final class Things {

    private Things() {}

    /** Its settings, with this way of signing in. */
    static Map<String, Object> described(Map<String, Object> auth) {
        return described(auth, Map.of());
    }

    /** The same with further settings. */
    static Map<String, Object> described(Map<String, Object> auth, Map<String, Object> more) {
        Map<String, Object> settings = new LinkedHashMap<>();
        if (!auth.isEmpty()) {
            settings.put("auth", auth);
        }
        settings.put("sources", Samples.polls("thing"));
        settings.put("writes", List.of("CREATE_CUSTOMER"));
        settings.put(
                "records",
                Map.of(
                        "thing",
                        Map.of("get", "/things", "items", "answer.things", "id", "item.id")));
        Map<String, Object> find =
                Map.of("get", "/things?name={action.naturalKey}", "records", "answer.things");
        settings.put(
                "actions",
                Map.of(
                        "CREATE_CUSTOMER",
                        Map.of(
                                "find",
                                find,
                                "steps",
                                List.of(
                                        Map.of(
                                                "name", "made",
                                                "post", "/things",
                                                "body", Map.of("name", "body.name"))),
                                "id",
                                "record.id")));
        settings.putAll(more);
        return settings;
    }
}
