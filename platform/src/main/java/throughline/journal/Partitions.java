package throughline.journal;

/** How work is shared out: by names, so that everybody computes the same without asking. */
public final class Partitions {

    /** How many there are; the rows of the table lease. */
    public static final int COUNT = 16;

    private Partitions() {}

    /** The partition of an engagement or record key. */
    public static int of(String name) {
        int hash = name.hashCode() * 0x9E3779B1;
        return (hash ^ hash >>> 16) & COUNT - 1;
    }
}
