package throughline.intake;

/**
 * What became of a message that was handed in: it is durable either way.
 *
 * @param messageId 0 for a duplicate
 */
public record Receipt(Outcome outcome, long messageId) {

    /** Whether it was new. */
    public enum Outcome {
        ACCEPTED,
        DUPLICATE
    }
}
