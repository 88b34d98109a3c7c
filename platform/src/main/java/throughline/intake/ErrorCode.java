package throughline.intake;

import throughline.wording.Kebab;

/**
 * Why something is not taken in, in the order in which it is checked: the first that applies is
 * answered. The reference page is made from this.
 */
public enum ErrorCode {
    /** The landscape names no system of that name. */
    UNKNOWN_SYSTEM(404),
    /** The system's file declares no webhook. */
    NO_WEBHOOK(404),
    /** Only POST is taken. */
    METHOD_NOT_ALLOWED(405),
    /** Only JSON is taken, and not compressed. */
    UNSUPPORTED_TYPE(415),
    /** More bytes than are taken at once. */
    TOO_LARGE(413),
    /** The headers of Standard Webhooks are missing. */
    SIGNATURE_MISSING(401),
    /** Signed too long ago, or in the future. */
    SIGNATURE_EXPIRED(401),
    /** Signed with another secret, or altered on the way. */
    SIGNATURE_WRONG(401),
    /** Not UTF-8, or a text with a NUL or half a character in it. */
    BAD_ENCODING(400),
    /** No JSON. */
    INVALID_JSON(400),
    /** No CSV: no header, the same column twice, a quotation mark that is never closed. */
    INVALID_CSV(400),
    /** A line has more or fewer fields than the header. */
    BAD_LINE(400),
    /** The record does not say what it is. */
    MISSING_TYPE(422),
    /** The record does not say which one it is. */
    MISSING_ID(422),
    /** Its id, or its type, is longer than any name. */
    BAD_ID(422),
    /** The notification holds no record; only a poll can fetch it. */
    MISSING_RECORD(422),
    /** No source of the landscape takes files of this name. */
    UNKNOWN_FILE(422),
    /** It could not be made durable now. */
    UNAVAILABLE(503);

    private final int status;

    ErrorCode(int status) {
        this.status = status;
    }

    /** As it is published: {@code unknown-system}. */
    public String code() {
        return Kebab.of(this);
    }

    /** The HTTP status that it is answered with. */
    public int status() {
        return status;
    }
}
