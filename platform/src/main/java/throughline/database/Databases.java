package throughline.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.util.Optional;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;

/** Opens the database of a home, or an external one. */
public final class Databases {

    private static final int CONNECTIONS = 12;

    private static final int LAST_PORT = 65_535;

    private static final String HOST = "(\\[[\\p{XDigit}:.]+]|[\\p{L}\\p{N}._-]*)(:\\d{1,5})?";

    /** What its driver can read; it would log what it cannot. */
    private static final Pattern ADDRESS =
            Pattern.compile("jdbc:postgresql:(//" + HOST + "(," + HOST + ")*/)?[^/?#]*");

    private static final Pattern PORT = Pattern.compile(":(\\d+)(?=[,/])");

    /** Without what was written, which may hold a password, wherever it stands. */
    private static final String NO_ADDRESS =
            "Cannot open the database that --database or THROUGHLINE_DATABASE_URL names: that is no"
                    + " address of a PostgreSQL. Write"
                    + " postgresql://user:password@host:5432/database.";

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
        String address = url.startsWith("jdbc:") ? url : jdbc(url);
        if (!isAddress(address.split("\\?", 2)[0])) {
            throw new DatabaseUnavailableException(NO_ADDRESS);
        }
        HikariConfig config = common();
        config.setJdbcUrl(address);
        return config;
    }

    private static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches()
                && PORT.matcher(text)
                        .results()
                        .mapToInt(port -> Integer.parseInt(port.group(1)))
                        .allMatch(port -> port > 0 && port <= LAST_PORT);
    }

    /** {@code postgresql://user:password@host/db}, as operators write it, in JDBC's words. */
    static String jdbc(String url) {
        String rest = url.replaceFirst("^postgres(ql)?://", "");
        int at = rest.lastIndexOf('@');
        if (at < 0) {
            return "jdbc:postgresql://" + rest;
        }
        String[] user = rest.substring(0, at).split(":", 2);
        String separator = rest.indexOf('?', at) < 0 ? "?" : "&";
        String password = user.length == 2 ? "&password=" + parameter(user[1]) : "";
        return "jdbc:postgresql://"
                + rest.substring(at + 1)
                + separator
                + "user="
                + parameter(user[0])
                + password;
    }

    /** As a parameter says it; what is written as {@code %40} already stays as it is. */
    private static String parameter(String text) {
        return text.replace("&", "%26").replace("+", "%2B").replace("#", "%23").replace("?", "%3F");
    }

    static String withoutSecrets(String url) {
        return url.replaceFirst("^((?:[a-z]+:)*//)?.*@", "$1").replaceFirst("\\?.*", "");
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
        } catch (RuntimeException unreadable) {
            throw new DatabaseUnavailableException(NO_ADDRESS, unreadable);
        }
        try {
            Migrations.apply(pool);
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
