package throughline.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.audit.AuditLog;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;

/** A token says who acts with it and who made it, also one from before the maker was kept. */
class KeepingWhoMadeATokenTest {

    private static final String MIGRATION = "/db/migration/V40__makers_of_tokens.sql";
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void who_acts_with_a_token_of_another_has_its_maker_behind(@TempDir Path folder)
            throws Exception {
        try (Database database = Databases.open(new Home(folder), Optional.empty())) {
            People people = peopled(database);
            Tokens tokens = new Tokens(database.dataSource());
            Actor alma = actor(people, "alma");
            Actor own = tokens.actor(made(tokens, alma, "alma"), NOW).orElseThrow();
            assertThat(own.behind()).isEmpty();
            assertThat(own.human()).isEqualTo("alma");

            Actor noors = tokens.actor(made(tokens, alma, "noor"), NOW).orElseThrow();
            assertThat(noors.person().login()).isEqualTo("noor");
            assertThat(noors.human()).isEqualTo("alma");
            assertThat(noors.isSameHuman("alma", "alma")).isTrue();
            assertThat(noors.isSameHuman("noor", "noor")).isTrue();
            assertThat(noors.isSameHuman("zoe", "zoe")).isFalse();
            assertThat(noors.did("x", "y", "", "", "").through()).endsWith("(test) made by alma");

            // Who acts for another when it is made is who made it.
            Person zoe = people.find("zoe").orElseThrow();
            Actor acting =
                    new Actor(
                            zoe,
                            "command line",
                            Optional.of(new Actor.Behind("alma", "Alma", Actor.Hand.ACTS)));
            Actor through = tokens.actor(made(tokens, acting, "noor"), NOW).orElseThrow();
            assertThat(through.human()).isEqualTo("alma");
        }
    }

    @Test
    void of_old_tokens_the_audit_log_tells_and_of_others_nothing_holds(@TempDir Path folder)
            throws Exception {
        try (Database database = Databases.open(new Home(folder), Optional.empty())) {
            People people = peopled(database);
            Tokens tokens = new Tokens(database.dataSource());
            Actor alma = actor(people, "alma");
            Person zoe = people.find("zoe").orElseThrow();
            Actor acting =
                    new Actor(
                            zoe,
                            "command line",
                            Optional.of(new Actor.Behind("alma", "Alma", Actor.Hand.ACTS)));
            List<String> secrets =
                    List.of(
                            made(tokens, alma, "noor"),
                            made(tokens, acting, "noor"),
                            made(tokens, actor(people, "noor"), "noor"),
                            unknown(database, made(tokens, alma, "noor")));
            migratedAgain(database);
            assertThat(secrets.stream().map(each -> tokens.actor(each, NOW).map(Actor::human)))
                    .containsExactly(
                            Optional.of("alma"),
                            Optional.of("alma"),
                            Optional.of("noor"),
                            Optional.empty());
            assertThat(tokens.all())
                    .filteredOn(each -> each.maker().isEmpty())
                    .singleElement()
                    .satisfies(each -> assertThat(each.revoked()).isNotNull());
            assertThat(new AuditLog(database.dataSource()).verify(Optional.empty()).fault())
                    .isEmpty();
        }
    }

    /** The same token under another name, of which no log tells. */
    private static String unknown(Database database, String secret) {
        String id = secret.split("_", 3)[1];
        JdbcClient.create(database.dataSource())
                .sql("update service_token set id = 'unlogged' where id = ?")
                .param(id)
                .update();
        return secret.replace("_" + id + "_", "_unlogged_");
    }

    /** From the table as it was before makers were kept. */
    private static void migratedAgain(Database database) throws Exception {
        try (InputStream file = Tokens.class.getResourceAsStream(MIGRATION);
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            String script =
                    new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            statement.execute("alter table service_token drop column maker");
            statement.execute(script);
        }
    }

    private static People peopled(Database database) {
        People people = new People(database.dataSource());
        people.first("root", NOW);
        Actor first = Actor.of(people.all().getFirst(), "test");
        for (String login : List.of("alma", "zoe", "noor")) {
            people.add(
                    first,
                    new Person(
                            login,
                            login.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                                    + login.substring(1),
                            Set.of("admin", "finance"),
                            Scope.WHOLE,
                            Optional.empty(),
                            Optional.empty(),
                            true),
                    NOW);
        }
        return people;
    }

    private static Actor actor(People people, String login) {
        return Actor.of(people.find(login).orElseThrow(), "command line");
    }

    private static String made(Tokens tokens, Actor by, String owner) {
        return tokens.make(
                by,
                new Tokens.Wish(owner, "test", Set.of("finance"), Scope.WHOLE, Duration.ofDays(9)),
                NOW);
    }
}
