package throughline.intake;

/** A file cannot be read as a whole; nothing of it was taken in. */
public final class BrokenFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** What is wrong with which file, and what would work. */
    public BrokenFileException(ErrorCode code, String sentence) {
        super(sentence);
        this.code = code;
    }

    /** Its published code. */
    public ErrorCode code() {
        return code;
    }
}
