package throughline.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/**
 * An open database: its schema is up to date and connections are pooled. Closing it gives the
 * embedded server up, which stops when nobody else uses it.
 *
 * <p><b>Threads</b>: safe for any number of threads.
 */
public final class Database implements AutoCloseable {

    private final HikariDataSource pool;
    private final String description;
    private final Runnable giveUp;
    private final List<Runnable> first = new CopyOnWriteArrayList<>();
    private boolean closed;

    Database(HikariDataSource pool, String description, Runnable giveUp) {
        this.pool = pool;
        this.description = description;
        this.giveUp = giveUp;
    }

    /** Pooled connections; names without a schema are ours. */
    public DataSource dataSource() {
        return pool;
    }

    /** Where it is, without secrets, for people. */
    public String description() {
        return description;
    }

    /** Closes it when this process ends, however it is asked to. */
    public Database closedAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "close-database"));
        return this;
    }

    /** Has something done, such as ending work that is under way, before this process ends. */
    public AutoCloseable endingFirst(Runnable work) {
        first.add(work);
        return () -> first.remove(work);
    }

    private void end() {
        first.forEach(Runnable::run);
        close();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            pool.close();
            giveUp.run();
        }
    }
}
