package throughline.connectors;

import java.util.Locale;

/**
 * How a CloudEvent is laid out in a message.
 *
 * <p><b>Source</b>: CloudEvents 1.0, HTTP and Kafka protocol bindings.
 */
public enum EventMode {
    /** The whole event is the body. */
    STRUCTURED,
    /** The data is the body; everything else of the event is in headers. */
    BINARY;

    /**
     * By its name in files and requests.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public static EventMode of(String text) {
        return switch (text) {
            case "structured" -> STRUCTURED;
            case "binary" -> BINARY;
            default ->
                    throw new IllegalArgumentException(
                            "There is no mode " + text + ". Use structured or binary.");
        };
    }

    /** Its name in files, requests and answers. */
    @com.fasterxml.jackson.annotation.JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
