package throughline.releases;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Tree;

/**
 * What mappings say besides the expressions of their fields: what they make, where that goes, who
 * answers for it, which columns a file has, and what is said of records that they leave out.
 */
final class MappingHeads {

    private static final List<String> OF_EACH = List.of("canonical", "route", "ignored", "owner");

    private MappingHeads() {}

    /** By {@code system:type}. */
    static Map<String, Tree.Section> of(LandscapeFiles files) {
        Map<String, Tree.Section> heads = new LinkedHashMap<>();
        files.files()
                .forEach(
                        (name, bytes) -> {
                            if (name.startsWith("mappings/")) {
                                String text = new String(bytes, StandardCharsets.UTF_8);
                                gather(YamlFile.read(name, text, new Defects()), heads);
                            }
                        });
        return heads;
    }

    private static void gather(Tree file, Map<String, Tree.Section> heads) {
        if (!(file instanceof Tree.Section(var top, _, _))) {
            return;
        }
        if (top.get("mappings") instanceof Tree.Items(var items, _)) {
            items.forEach(each -> head(each, top, heads));
        } else {
            head(file, Map.of(), heads);
        }
    }

    private static void head(Tree mapping, Map<String, Tree> file, Map<String, Tree.Section> into) {
        if (mapping instanceof Tree.Section(var entries, var place, _)
                && entries.get("source") instanceof Tree.Section(var source, _, _)
                && source.get("system") instanceof Tree.Text(var system, _, _)
                && source.get("type") instanceof Tree.Text(var type, _, _)) {
            Map<String, Tree> head = new LinkedHashMap<>();
            for (String name : OF_EACH) {
                if (entries.containsKey(name)) {
                    head.put(name, entries.get(name));
                } else if (name.equals("owner") && file.containsKey(name)) {
                    head.put(name, file.get(name));
                }
            }
            if (source.containsKey("fields")) {
                head.put("source.fields", source.get("fields"));
            }
            into.put(system + ":" + type, new Tree.Section(head, place));
        }
    }
}
