package throughline.landscape.build;

import java.util.Set;
import java.util.TreeSet;

/** What holds for the settings of systems, also where an environment has others. */
public final class SystemSettings {

    /** What a declaration itself is made of; everything else is left to whoever connects. */
    static final Set<String> DECLARED =
            Set.of(
                    "name",
                    "role",
                    "connector",
                    "mode",
                    "entities",
                    "units",
                    "writes",
                    "owner",
                    "contract",
                    "drift");

    private static final Set<String> CONNECTING =
            Set.of(
                    "limits",
                    "maintenance",
                    "secondary",
                    "sources",
                    "endpoint",
                    "timeoutMillis",
                    "settleMillis",
                    "poll");

    private SystemSettings() {}

    /** The settings that every system may have, whatever connects it. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>(DECLARED);
        names.addAll(CONNECTING);
        return names;
    }

    /** Every limit is one that is known, and a whole number above 0. */
    public static void limits(Tree limits, Defects defects) {
        ProtectionReader.counted(limits, defects);
    }

    /** No secret is written out. */
    public static void noSecrets(Tree tree, Defects defects) {
        new LiteralSecrets(defects).look(tree, true);
    }
}
