package throughline.hostile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON that is none, and JSON of something else than what is asked for. */
final class HostileBodies {

    private static final String DEEP = "[".repeat(10_000) + "]".repeat(10_000);

    /** In the place of a whole body. */
    static final List<String> WHOLE =
            List.of(
                    "",
                    " ",
                    "{",
                    "[]",
                    "[{}]",
                    "null",
                    "7",
                    "NaN",
                    "true",
                    "\"text\"",
                    "{} {}",
                    "{\"a\":1,}",
                    "{'a':'b'}",
                    "\uFEFF{\"a\":",
                    "<xml/>",
                    DEEP,
                    "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
                    "1" + "0".repeat(200_000),
                    "{\"" + "n".repeat(100_000) + "\":\"x\"}");

    private HostileBodies() {}

    /** In the place of a member; most are texts. */
    static List<String> of(String name) {
        return switch (name) {
            // Whatever stands in a record is content; it must be an object, and others a list.
            case "record" -> List.of("7", "null", "\"text\"", "[]", DEEP, "NaN");
            case "with" -> List.of("[7]", "[\"text\"]", "[[]]", DEEP, "NaN");
            case "types", "secrets" -> List.of("7", "\"text\"", "{}", "[7]", "[[]]", DEEP, "NaN");
            default ->
                    List.of(
                            "7",
                            "1e400",
                            "NaN",
                            "true",
                            "[]",
                            "[\"text\"]",
                            "{}",
                            "{\"a\":{\"b\":[null]}}",
                            "\"\\u0000\"",
                            "\"\\ud800\"",
                            "\"open",
                            DEEP);
        };
    }

    /** An object of these texts and one member that is something else. */
    static String with(Map<String, String> texts, String name, String value) {
        Map<String, String> members = new LinkedHashMap<>();
        texts.forEach((each, text) -> members.put(each, '"' + text + '"'));
        members.put(name, value);
        return members.entrySet().stream()
                .map(each -> '"' + each.getKey() + "\":" + each.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
