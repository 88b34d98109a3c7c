package throughline.landscape.build;

/** What holds for the settings of systems, also where an environment has others. */
public final class SystemSettings {

    private SystemSettings() {}

    /** Every limit is one that is known, and a whole number above 0. */
    public static void limits(Tree limits, Defects defects) {
        ProtectionReader.counted(limits, defects);
    }

    /** No secret is written out. */
    public static void noSecrets(Tree tree, Defects defects) {
        new LiteralSecrets(defects).look(tree, true);
    }
}
