package throughline.people;

/** Somebody asked for what cannot be done: one sentence with what, why not and what would work. */
public final class RefusedToPersonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final Kind kind;

    /** A refusal with its stable code in kebab case. */
    public RefusedToPersonException(Kind kind, String code, String sentence) {
        super(Sentence.readable(sentence));
        this.kind = kind;
        this.code = code;
    }

    /** Why. */
    public enum Kind {
        /** What was sent cannot be understood. */
        FAULTY,
        /** The person may not. */
        NOT_ALLOWED,
        /** There is no such thing, or the person may not know of it. */
        NOT_THERE,
        /** It is not as it was when the person looked. */
        STALE,
        /** The business says no. */
        REFUSED
    }

    /** The stable code. */
    public String code() {
        return code;
    }

    /** Why. */
    public Kind kind() {
        return kind;
    }

    /** What cannot be understood. */
    public static RefusedToPersonException faulty(String code, String sentence) {
        return new RefusedToPersonException(Kind.FAULTY, code, sentence);
    }

    /** What the business says no to. */
    public static RefusedToPersonException refused(String code, String sentence) {
        return new RefusedToPersonException(Kind.REFUSED, code, sentence);
    }
}
