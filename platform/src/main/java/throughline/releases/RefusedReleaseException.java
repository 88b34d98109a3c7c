package throughline.releases;

/** A release may not go this step. */
public final class RefusedReleaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /** A refusal with a code that scripts may rest on, and a sentence for people. */
    public RefusedReleaseException(String code, String sentence) {
        super(sentence);
        this.code = code;
    }

    /** The code. */
    public String code() {
        return code;
    }
}
