package throughline.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.books.Happening;

class OpeningADatabaseTest {

    @TempDir Path folder;

    @Test
    void is_durable_shared_and_stopped_by_the_last_one_out() throws Exception {
        // Made as outside of tests, where no home is copied.
        Home home = new Home(folder.resolve("home")).made();
        new Initdb().make(home, home.logs().resolve("postgresql.log"));
        Database first = Databases.open(home, Optional.empty());
        Database second = Databases.open(home, Optional.empty());
        assertThat(first.description()).isEqualTo(second.description());
        assertThat(text(first, "show fsync")).isEqualTo("on");
        assertThat(text(first, "show synchronous_commit")).isEqualTo("on");
        assertThat(text(first, "select count(*) from lease")).isEqualTo("16");
        first.close();
        assertThat(text(second, "select 1")).isEqualTo("1");
        second.close();
        assertThat(Postmaster.of(home.postgres())).isEmpty();
    }

    @Test
    void attaches_to_a_server_that_a_killed_process_left_and_forgets_a_stale_one()
            throws Exception {
        Home home = new Home(folder.resolve("home"));
        new EmbeddedPostgres(home.made()).acquire();
        Postmaster left = Postmaster.of(home.postgres()).orElseThrow();
        SharedLocks.leave(home.users());

        Database next = Databases.open(home, Optional.empty());
        assertThat(Postmaster.of(home.postgres())).contains(left);
        next.close();
        assertThat(Postmaster.of(home.postgres())).isEmpty();

        long another = ProcessHandle.current().pid();
        Files.writeString(
                home.postgres().resolve("postmaster.pid"),
                another + "\n" + home.postgres() + "\n1\n1\n\n127.0.0.1\n\nready\n");
        try (Database again = Databases.open(home, Optional.empty())) {
            assertThat(text(again, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void its_schema_is_looked_through_only_when_it_is_another_one() throws Exception {
        Home home = new Home(folder.resolve("home"));
        try (Database one = Databases.open(home, Optional.empty())) {
            assertThat(Migrations.isUpToDate(one.dataSource())).isTrue();
            for (String other :
                    Set.of(
                            "update flyway_schema_history set checksum = checksum + 1"
                                    + " where version = '2'",
                            "update flyway_schema_history set success = false where version = '2'",
                            "update flyway_schema_history set version = '9999'"
                                    + " where version = '2'")) {
                try (Connection connection = one.dataSource().getConnection();
                        Statement statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    statement.executeUpdate(other);
                    assertThat(Migrations.isUpToDate(statement)).as(other).isFalse();
                    connection.rollback();
                }
            }
            try (Connection connection = one.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate(
                        "update flyway_schema_history set checksum = 1 where version = '2'");
            }
            assertThatThrownBy(() -> Databases.open(home, Optional.empty()))
                    .isInstanceOf(DatabaseUnavailableException.class)
                    .hasMessageContaining("Cannot bring the schema up to date")
                    .hasMessageContaining("checksum");
        }
    }

    @Test
    void is_the_same_by_whatever_name_its_home_is_called() throws Exception {
        Home home = new Home(folder.resolve("home"));
        Home link = new Home(folder.resolve("link"));
        Home moved = new Home(folder.resolve("moved"));
        try (Database one = Databases.open(home, Optional.empty())) {
            Postmaster works = Postmaster.of(home.postgres()).orElseThrow();
            Files.createSymbolicLink(link.directory(), home.directory());
            try (Database other = Databases.open(link, Optional.empty())) {
                assertThat(Postmaster.of(link.postgres())).contains(works);
                assertThat(text(other, "select 1")).isEqualTo("1");
            }
            assertThat(text(one, "select 1")).isEqualTo("1");
            Files.move(home.directory(), moved.directory());
            Postmaster.forgetStale(moved.postgres());
            assertThat(Postmaster.of(moved.postgres())).contains(works);
            Files.move(moved.directory(), home.directory());
        }
        assertThat(Postmaster.of(home.postgres())).isEmpty();
    }

    /** A copy says in its notes that somebody works on it, who works on what it was copied from. */
    @Test
    void is_another_once_its_home_is_copied() throws Exception {
        Home home = new Home(folder.resolve("home"));
        Home copy = new Home(folder.resolve("home2"));
        try (Database one = Databases.open(home, Optional.empty())) {
            Files.createDirectories(copy.postgres());
            Files.copy(
                    home.postgres().resolve("postmaster.pid"),
                    copy.postgres().resolve("postmaster.pid"));
            assertThat(Postmaster.of(home.postgres())).isPresent();
            assertThat(Postmaster.of(copy.postgres())).isEmpty();
            assertThat(text(one, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void the_books_legs_in_the_database_are_those_of_the_core() throws Exception {
        Set<String> expected = new TreeSet<>();
        for (Happening happening : Happening.values()) {
            for (Happening.Leg leg : happening.legs()) {
                expected.add(hyphens(happening) + " " + hyphens(leg.debit()) + " 1");
                expected.add(hyphens(happening) + " " + hyphens(leg.credit()) + " -1");
            }
        }
        Set<String> found = new TreeSet<>();
        try (Database database =
                        Databases.open(new Home(folder.resolve("home")), Optional.empty());
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from happening_leg")) {
            while (rows.next()) {
                found.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getInt(3));
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void an_external_address_is_taken_as_operators_write_it() {
        assertThat(Databases.jdbc("postgresql://me:secret@db.example:5433/through"))
                .isEqualTo("jdbc:postgresql://db.example:5433/through?user=me&password=secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a&b", "a+b", "a?b=c", "a#b", "100%25", "a%40b", "a:b@c", "&ssl=false"})
    void a_password_is_taken_whole(String password) {
        Properties read =
                Objects.requireNonNull(
                        org.postgresql.Driver.parseURL(
                                Databases.jdbc("postgresql://me:" + password + "@db/through"),
                                new Properties()));
        assertThat(read.getProperty("password"))
                .isEqualTo(password.replace("%40", "@").replace("%25", "%"));
        assertThat(read.getProperty("user")).isEqualTo("me");
        assertThat(read.getProperty("PGDBNAME")).isEqualTo("through");
        assertThat(read.getProperty("ssl")).isNull();
        assertThat(Databases.jdbc("postgresql://me:" + password + "@db/through?sslmode=require"))
                .contains("?sslmode=require&user=me&password=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "null",
                "postgresql://me:secret@:::/",
                "postgresql://me:secret@db:0/through",
                "postgresql://me:secret@db:99999/through",
                "postgresql://me:secret@db/through/more",
                "jdbc:postgresql://me:secret@db/through",
                "jdbc:mysql://db/through?password=secret",
                "postgresql://me:sec%ret@db/through",
                "../../etc/passwd",
                "<script>secret</script>"
            })
    void an_external_address_that_is_none_is_told_without_its_secrets(String address) {
        Home home = new Home(folder.resolve("home"));
        assertThatThrownBy(() -> Databases.open(home, Optional.of(address)))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("is no address of a PostgreSQL. Write postgresql://")
                .hasMessageNotContaining("sec");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://me:secret@db:5433/through",
                "me:secret@db:5433/through",
                "postgresql://me:sec@ret/x@db:5433/through?sslmode=require",
                "jdbc:postgresql://db:5433/through?user=me&password=secret"
            })
    void an_external_database_is_described_without_its_secrets(String address) {
        assertThat(Databases.withoutSecrets(address))
                .endsWith("db:5433/through")
                .doesNotContain("me", "sec");
    }

    private static String hyphens(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static String text(Database database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
