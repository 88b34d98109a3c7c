package throughline.connectors;

/**
 * How far a poll has come, in the system's own terms. Opaque to everybody but its connector.
 *
 * @param text empty before the first poll
 */
public record Watermark(String text) {

    /** Before anything was read. */
    public static final Watermark START = new Watermark("");

    /** Whether nothing was read yet. */
    public boolean isStart() {
        return text.isEmpty();
    }
}
