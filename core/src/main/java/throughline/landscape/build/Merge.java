package throughline.landscape.build;

import java.util.LinkedHashMap;
import java.util.Map;

/** An overlay over a base: sections are merged by name, everything else is replaced. */
final class Merge {

    private Merge() {}

    static Tree over(Tree base, Tree overlay) {
        if (base instanceof Tree.Section below && overlay instanceof Tree.Section above) {
            Map<String, Tree> merged = new LinkedHashMap<>(below.entries());
            above.entries().forEach((name, value) -> merged.merge(name, value, Merge::over));
            return new Tree.Section(merged, above.place());
        }
        return overlay instanceof Tree.Nothing ? base : overlay;
    }
}
