package throughline.releases;

/**
 * A landscape has no environment of a name, or one that is faulty; the sentence says what to do.
 */
public final class UnknownEnvironmentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownEnvironmentException(String sentence) {
        super(sentence);
    }
}
