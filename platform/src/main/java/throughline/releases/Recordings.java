package throughline.releases;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Reading;
import throughline.landscape.build.Tree;

/**
 * What a system was once asked and answered, in {@code recordings/SYSTEM.yaml} of its landscape or
 * pack.
 */
public final class Recordings {

    private Recordings() {}

    /**
     * One of them.
     *
     * @param name file and name
     * @param type of the records in the answer
     */
    public record Recording(String name, String type, List<Map<String, Object>> records) {
        public Recording {
            records = List.copyOf(records);
        }
    }

    /** Those of a system, of a landscape that was found sound. */
    public static List<Recording> of(LandscapeFiles files, String system) {
        String file = "recordings/" + system + ".yaml";
        byte[] bytes = files.files().get(file);
        return bytes == null
                ? List.of()
                : read(
                        YamlFile.read(
                                file, new String(bytes, StandardCharsets.UTF_8), new Defects()),
                        file,
                        new Defects());
    }

    /** Notes what is wrong with a file of recordings. */
    static void check(String file, Tree tree, Defects defects) {
        read(tree, file, defects);
    }

    private static List<Recording> read(Tree tree, String file, Defects defects) {
        List<Recording> recordings = new ArrayList<>();
        if (!(tree instanceof Tree.Items items)) {
            defects.add(
                    tree.place(),
                    "bad-shape",
                    "Recordings must be a list of name, type, request and answer.");
            return recordings;
        }
        for (Tree item : items.items()) {
            Reading each = Reading.of(item, "A recording", defects);
            String name = each.text("name");
            String type = each.text("type");
            each.optional("request");
            each.optional("status");
            Optional<String> within = each.optional("items");
            Optional<Tree> answer = each.tree("answer");
            if (answer.isEmpty()) {
                each.missing("answer");
            }
            each.done();
            List<Map<String, Object>> records = new ArrayList<>();
            answer.map(Recordings::value).ifPresent(found -> collect(found, within, records));
            recordings.add(new Recording(file + ": " + name, type, records));
        }
        return recordings;
    }

    private static void collect(
            Object answer, Optional<String> within, List<Map<String, Object>> records) {
        @Nullable Object here = answer;
        for (String step : within.map(each -> each.split("\\.", -1)).orElse(new String[0])) {
            here = here instanceof Map<?, ?> map ? map.get(step) : null;
        }
        List<?> all =
                here instanceof List<?> list ? list : here == null ? List.of() : List.of(here);
        for (Object each : all) {
            if (each instanceof Map<?, ?> map) {
                Map<String, Object> record = new LinkedHashMap<>();
                map.forEach((name, value) -> record.put(String.valueOf(name), value));
                records.add(record);
            }
        }
    }

    /** A value as JSON would have it: quoted texts are texts, whatever they look like. */
    @SuppressWarnings("NullAway") // raw JSON has nulls, and mappings expect them
    private static @Nullable Object value(Tree tree) {
        return switch (tree) {
            case Tree.Nothing _ -> null;
            case Tree.Items items -> items.items().stream().map(Recordings::value).toList();
            case Tree.Section section -> {
                Map<String, Object> map = new LinkedHashMap<>();
                section.entries().forEach((name, each) -> map.put(name, value(each)));
                yield map;
            }
            case Tree.Text text -> text.quoted() ? text.value() : plain(text.value());
        };
    }

    private static Object plain(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        return text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?")
                ? new BigDecimal(text)
                : text;
    }
}
