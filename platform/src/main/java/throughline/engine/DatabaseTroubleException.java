package throughline.engine;

import java.sql.SQLException;

/** The database did not do what it was asked; what was under way is tried again. */
final class DatabaseTroubleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseTroubleException(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /** Whether trying the very same again may help. */
    static boolean passes(RuntimeException trouble) {
        return trouble instanceof DatabaseTroubleException
                && trouble.getCause() instanceof SQLException cause
                && passes(cause);
    }

    /** Whether trying the very same again may help: connections, resources, serialization. */
    static boolean passes(SQLException trouble) {
        String state = trouble.getSQLState();
        return state == null
                || state.startsWith("08")
                || state.startsWith("40")
                || state.startsWith("53")
                || state.startsWith("57");
    }
}
