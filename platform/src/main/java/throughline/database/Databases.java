package throughline.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Opens the database of a home, or an external one. */
public final class Databases {

    private static final int CONNECTIONS = 12;

    private Databases() {}

    /**
     * Opens a database and brings its schema up to date.
     *
     * @param url of an external PostgreSQL, with user and password; empty for the home's own, which
     *     is started when nobody has done so yet
     * @throws DatabaseUnavailableException when it cannot be started or reached
     */
    public static Database open(Home home, Optional<String> url) {
        home.made();
        return url.isPresent()
                ? connect(external(url.get()), "external PostgreSQL " + withoutSecrets(url.get()))
                : embedded(home);
    }

    private static Database connect(HikariConfig config, String description) {
        return new Database(migrated(config), description, () -> {});
    }

    private static Database embedded(Home home) {
        EmbeddedPostgres postgres = new EmbeddedPostgres(home);
        Postmaster running = postgres.acquire();
        try {
            HikariConfig config = common();
            config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + running.port() + "/postgres");
            config.setUsername(EmbeddedPostgres.USER);
            config.setPassword(postgres.password());
            return new Database(
                    migrated(config),
                    "PostgreSQL of " + home.directory() + " at 127.0.0.1:" + running.port(),
                    postgres::release);
        } catch (RuntimeException e) {
            postgres.release();
            throw e;
        }
    }

    private static HikariConfig external(String url) {
        HikariConfig config = common();
        config.setJdbcUrl(url.startsWith("jdbc:") ? url : jdbc(url));
        return config;
    }

    /** {@code postgresql://user:password@host/db}, as operators write it, in JDBC's words. */
    static String jdbc(String url) {
        String rest = url.replaceFirst("^postgres(ql)?://", "");
        int at = rest.lastIndexOf('@');
        if (at < 0) {
            return "jdbc:postgresql://" + rest;
        }
        String[] user = rest.substring(0, at).split(":", 2);
        String separator = rest.indexOf('?') < 0 ? "?" : "&";
        String password = user.length == 2 ? "&password=" + user[1] : "";
        return "jdbc:postgresql://"
                + rest.substring(at + 1)
                + separator
                + "user="
                + user[0]
                + password;
    }

    private static String withoutSecrets(String url) {
        return url.replaceFirst("//[^/@]*@", "//").replaceFirst("\\?.*", "");
    }

    private static HikariConfig common() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("throughline");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(10_000);
        config.addDataSourceProperty("ApplicationName", "throughline");
        config.addDataSourceProperty("currentSchema", "throughline");
        // Batches repeat a few statements for ever: prepare them at once, send columns as they are.
        config.addDataSourceProperty("prepareThreshold", "1");
        config.addDataSourceProperty("binaryTransfer", "true");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return config;
    }

    private static HikariDataSource migrated(HikariConfig config) {
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw new DatabaseUnavailableException(
                    "Cannot open the database: no connection ("
                            + e.getMessage()
                            + "). Check its address, user and password.",
                    e);
        }
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .schemas("throughline")
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            return pool;
        } catch (FlywayException e) {
            pool.close();
            throw new DatabaseUnavailableException(
                    "Cannot bring the schema up to date: "
                            + e.getMessage()
                            + " A newer Throughline may have written it: use that one.",
                    e);
        }
    }
}
