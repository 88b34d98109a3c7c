package throughline.releases;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Tree;

/** The golden cases of a file, as they are written. */
final class GoldenCases {

    private static final int TOLD = 3;

    private GoldenCases() {}

    /** By name. */
    static Map<String, Tree> in(String file, byte @Nullable [] bytes) {
        Map<String, Tree> cases = new LinkedHashMap<>();
        if (bytes != null
                && YamlFile.read(file, new String(bytes, StandardCharsets.UTF_8), new Defects())
                        instanceof Tree.Items(var items, _)) {
            for (Tree item : items) {
                if (item instanceof Tree.Section(var entries, _, _)
                        && entries.get("name") instanceof Tree.Text(var name, _, _)) {
                    cases.put(name, item);
                }
            }
        }
        return cases;
    }

    /** What happened to a case, in words. */
    static String told(String name, @Nullable Tree was, @Nullable Tree is, List<String> places) {
        if (was == null) {
            return "the case \"%s\" is new".formatted(name);
        }
        if (is == null) {
            return "the case \"%s\" is gone".formatted(name);
        }
        int more = places.size() - TOLD;
        return "the case \"%s\" is another: %s%s"
                .formatted(
                        name,
                        String.join("; ", places.subList(0, Math.min(TOLD, places.size()))),
                        more > 0 ? "; and %d more".formatted(more) : "");
    }
}
