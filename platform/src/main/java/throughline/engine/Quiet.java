package throughline.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/** Whether anything waits in a database to be decided, by whichever engine. */
public final class Quiet {

    private static final String SQL =
            """
            select not exists (select from inbox)
                and not exists (select from decision where taken_at is null)
            """;

    private Quiet() {}

    /** Whether nothing waits. */
    public static boolean is(DataSource database) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SQL);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the database cannot be reached", e);
        }
    }
}
