package throughline.twins;

/** A call that the simulated system turns down. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Answer answer;

    Refused(Answer answer) {
        this(answer, null);
    }

    Refused(Answer answer, @org.jspecify.annotations.Nullable Throwable cause) {
        super("refused with " + answer.status(), cause);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
