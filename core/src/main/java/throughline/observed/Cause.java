package throughline.observed;

/**
 * Where a fact came from, so that every figure leads back to raw bytes.
 *
 * @param messageId the kept raw message, 0 when there is none (a person's decision, a clock)
 * @param origin file and line, webhook id or poll, as a person would look it up
 */
public record Cause(long messageId, String origin) {}
