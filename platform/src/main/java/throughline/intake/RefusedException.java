package throughline.intake;

/** A notification is not taken in. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    RefusedException(ErrorCode code, String sentence) {
        super(sentence);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
