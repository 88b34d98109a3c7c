package throughline.cli;

/**
 * A command cannot do what was asked: one sentence with what, why and what would work.
 *
 * <p><b>Errors</b>: the code is stable and documented in the reference of the command line.
 */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final Exit exit;

    /** A failure with its code and the kind that decides the exit code. */
    public CommandFailure(Exit exit, String code, String sentence) {
        super(sentence);
        this.exit = exit;
        this.code = code;
    }

    /** Whose fault it is. */
    public enum Exit {
        REFUSED(1),
        USAGE(2),
        OUTSIDE(3),
        /** Nothing is known to be wrong, but not all could be checked. */
        UNVERIFIED(4);

        private final int status;

        Exit(int status) {
            this.status = status;
        }

        /** The process's exit code. */
        public int status() {
            return status;
        }
    }

    /** The stable code. */
    public String code() {
        return code;
    }

    /** Whose fault it is. */
    public Exit exit() {
        return exit;
    }
}
