package throughline.connectors;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import throughline.landscape.NearMiss;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Tree;

/** A setting that is written almost like one that a connector reads was meant to be that one. */
final class SettingNames {

    private static final Set<String> COMMON =
            Set.of(
                    "name",
                    "role",
                    "connector",
                    "mode",
                    "entities",
                    "units",
                    "writes",
                    "owner",
                    "limits",
                    "maintenance",
                    "secondary",
                    "sources",
                    "endpoint",
                    "timeoutMillis",
                    "settleMillis",
                    "contract",
                    "drift",
                    "poll",
                    "auth");

    private static final Map<String, Set<String>> OWN =
            Map.of(
                    "salesforce-rest", Set.of("apiVersion", "writeBack", "pollUntilPercent"),
                    "psa-rest", Set.of(),
                    "erp-rest", Set.of("companies"));

    private SettingNames() {}

    /** The connectors whose settings are known by name. */
    static Set<String> connectors() {
        return OWN.keySet();
    }

    static void check(String connector, Tree file, Defects defects) {
        Set<String> known = new TreeSet<>(COMMON);
        known.addAll(OWN.getOrDefault(connector, Set.of()));
        if (file instanceof Tree.Section section) {
            section.entries()
                    .forEach(
                            (name, value) -> {
                                String hint = NearMiss.hint(name, known);
                                if (!known.contains(name) && !hint.isEmpty()) {
                                    defects.add(
                                            value.place(),
                                            "unknown-name",
                                            "Nothing reads %s.%s Correct or remove it."
                                                    .formatted(name, hint));
                                }
                            });
        }
    }
}
