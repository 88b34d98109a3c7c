package throughline.database;

/** The database cannot be started or reached; the message says what would help. */
public final class DatabaseUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What was tried, why not, what would work. */
    public DatabaseUnavailableException(String sentence) {
        super(sentence);
    }

    /** The same, with what lies behind it. */
    public DatabaseUnavailableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
