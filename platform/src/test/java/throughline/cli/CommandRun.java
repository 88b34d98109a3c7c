package throughline.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** What one command printed and how it ended. */
record CommandRun(int exit, String out, String err) {

    static CommandRun of(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit =
                Throughline.run(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        arguments);
        return new CommandRun(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** One command on a home, answering in JSON. */
    static CommandRun json(Path home, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home.toString(), "--format", "json"));
        return of(all.toArray(String[]::new));
    }

    static Path landscape(String name) {
        return Path.of(System.getProperty("throughline.root", ".."), "landscapes", name);
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    Map<String, Object> object() {
        return JsonMapper.shared().readValue(out, Map.class);
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    List<Map<String, Object>> list(String name) {
        return (List<Map<String, Object>>) Objects.requireNonNull(object().get(name));
    }
}
