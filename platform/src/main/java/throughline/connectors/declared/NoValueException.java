package throughline.connectors.declared;

/** An expression of a system's file has no value for what it was given. */
final class NoValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoValueException(String sentence) {
        super(sentence, null, false, false);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
