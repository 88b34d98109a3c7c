package throughline.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Place;
import throughline.landscape.build.Tree;

/** Scenarios as tests write them: maps and lists in place of a file. */
public final class Written {

    private static final Place PLACE = new Place("written.yaml", 1, 1);

    private Written() {}

    /** The scenario, which must be well formed. */
    public static Scenario scenario(Map<String, Object> content) {
        Defects defects = new Defects();
        Optional<Scenario> scenario = ScenarioReader.read(tree(content), Optional.empty(), defects);
        assertThat(defects.all()).isEmpty();
        return scenario.orElseThrow();
    }

    /** Names with values, in order. */
    public static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return map;
    }

    /** The rows of a table of a report; none where it has no such table. */
    public static List<Map<String, String>> rows(ScenarioReport report, String table) {
        return report.tables().getOrDefault(table, List.of());
    }

    /** A figure of a report, which must be defined. */
    public static BigDecimal figure(ScenarioReport report, String name) {
        return Optional.ofNullable(report.metrics().get(name)).orElseThrow();
    }

    private static Tree tree(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Tree> entries = new LinkedHashMap<>();
                map.forEach((name, part) -> entries.put(name.toString(), tree(part)));
                yield new Tree.Section(entries, PLACE);
            }
            case List<?> list -> {
                List<Tree> items = new ArrayList<>();
                list.forEach(part -> items.add(tree(part)));
                yield new Tree.Items(items, PLACE);
            }
            case Object text -> new Tree.Text(text.toString(), false, PLACE);
        };
    }
}
