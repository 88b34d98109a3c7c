package throughline.landscape.build;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of a landscape, read.
 *
 * @param trees structured files by path, in the order of their paths
 * @param sheets tables by name; those of one unit as {@code UNIT/name}
 * @param defects what was unreadable
 */
public record Files(Map<String, Tree> trees, Map<String, Sheet> sheets, Defects defects) {

    public Files {
        trees = new LinkedHashMap<>(trees);
        sheets = new LinkedHashMap<>(sheets);
    }

    /** All structured files of a folder. */
    List<Tree> under(String folder) {
        return trees.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(folder + "/"))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** One file; when it is missing, nothing, and a defect when it is needed. */
    Tree one(String path, boolean needed) {
        Tree tree = trees.get(path);
        if (tree == null && needed && !defects.unread().contains(path)) {
            defects.add(Place.of(path), "missing", "There is no %s. Add it.".formatted(path));
            defects.unread(path);
        }
        return tree == null ? new Tree.Nothing(Place.of(path)) : tree;
    }
}
