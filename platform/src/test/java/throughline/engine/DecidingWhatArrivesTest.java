package throughline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.dispatch.Handover;
import throughline.intake.Arrived;
import throughline.intake.Intake;
import throughline.intake.RawMessage;
import throughline.journal.StateCodec;
import throughline.landscape.Release;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecidingWhatArrivesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Release release = Pipeline.release();
    private Database opened;
    private DataSource database;

    @BeforeAll
    void open(@TempDir Path folder) {
        opened = Databases.open(new Home(folder), Optional.empty());
        database = opened.dataSource();
    }

    @AfterAll
    void close() {
        opened.close();
    }

    @BeforeEach
    void empty() throws Exception {
        Pipeline.empty(database);
    }

    private List<String> decided(List<List<RawMessage>> portions) throws Exception {
        try (Engine engine = engine(1000);
                Intake intake = new Intake(database, InstantSource.system(), engine::arrived)) {
            for (List<RawMessage> portion : portions) {
                intake.accept(portion);
                assertThat(engine.awaitQuiet(PATIENCE)).isTrue();
            }
            engine.tick(PATIENCE);
        }
        return Pipeline.figures(database);
    }

    private Engine engine(int cached) {
        return new Engine(
                database,
                release,
                InstantSource.system(),
                Handover.NONE,
                new EngineOptions(2, 64, cached, Duration.ofSeconds(6), Optional.empty()));
    }

    @Test
    void the_order_of_arrival_changes_no_figure_and_neither_does_doubling() throws Exception {
        List<RawMessage> messages = Pipeline.messages(120);
        List<String> expected = decided(List.of(messages));
        assertThat(expected).hasSizeGreaterThan(240);
        for (long seed = 1; seed <= 3; seed++) {
            Pipeline.empty(database);
            List<RawMessage> shuffled = new ArrayList<>(messages);
            shuffled.addAll(messages.subList(0, 60));
            Collections.shuffle(shuffled, new Random(seed));
            int half = shuffled.size() / 2;
            assertThat(
                            decided(
                                    List.of(
                                            shuffled.subList(0, half),
                                            shuffled.subList(half, shuffled.size()))))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void nothing_stays_aside_of_a_message_that_was_read_before_it_was_put_aside() throws Exception {
        List<Arrived> read = new CopyOnWriteArrayList<>();
        try (Intake intake = new Intake(database, InstantSource.system(), read::addAll)) {
            intake.accept(List.of(Pipeline.account("Account 1"), Pipeline.product("GTX Basic")));
            intake.accept(List.of(Pipeline.opportunity("O-1", "Account 1", 100)));
        }
        Arrived deal = read.getLast();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    with aside as (delete from inbox where message_id = %1$d)
                    insert into parked (message_id, code, sentence, waits_for, incident, attempts,
                        since)
                    values (%1$d, 'waiting', 'It waits.', '{}', false, 1, now())
                    """
                            .formatted(deal.id()));
        }
        try (Engine engine = engine(1000)) {
            assertThat(engine.awaitQuiet(PATIENCE)).isTrue();
            engine.arrived(List.of(deal));
            assertThat(engine.awaitQuiet(PATIENCE)).isTrue();
        }
        assertThat(Pipeline.figures(database))
                .anyMatch(figure -> figure.startsWith("engagement "))
                .noneMatch(figure -> figure.startsWith("parked "));
    }

    @Test
    void a_customer_that_comes_late_reaches_more_deals_than_there_is_room_for_at_once()
            throws Exception {
        List<RawMessage> deals = new ArrayList<>();
        deals.add(Pipeline.product("GTX Basic"));
        for (int i = 0; i < 4_500; i++) {
            deals.add(Pipeline.opportunity("O-" + i, "Late", 1));
        }
        EngineOptions alone =
                new EngineOptions(1, 256, 10_000, Duration.ofSeconds(6), Optional.empty());
        try (Engine engine =
                        new Engine(
                                database, release, InstantSource.system(), Handover.NONE, alone);
                Intake intake = new Intake(database, InstantSource.system(), engine::arrived)) {
            intake.accept(deals);
            assertThat(engine.awaitQuiet(PATIENCE)).isTrue();
            intake.accept(List.of(Pipeline.account("Late")));
            assertThat(engine.awaitQuiet(PATIENCE)).isTrue();
        }
        assertThat(
                        Pipeline.query(
                                database,
                                "select count(*) from engagement where customer_name = 'Late'"
                                        + " and status <> 'blocked'"))
                .containsExactly("4500");
    }

    @Test
    void a_rush_that_never_ends_slows_the_deciding_down_and_does_not_stop_it() throws Exception {
        List<String> expected = decided(List.of(Pipeline.messages(40)));
        Pipeline.empty(database);
        try (Engine engine = engine(1000);
                Intake intake = new Intake(database, InstantSource.system(), engine::arrived)) {
            engine.giveWay(() -> true);
            intake.accept(Pipeline.messages(40));
            assertThat(engine.awaitQuiet(PATIENCE)).isTrue();
            engine.tick(PATIENCE);
        }
        assertThat(Pipeline.figures(database)).isEqualTo(expected);
    }

    @Test
    void what_was_decided_is_the_fold_of_the_journal_when_states_are_forgotten_at_once()
            throws Exception {
        List<String> expected = decided(List.of(Pipeline.messages(40)));
        Pipeline.empty(database);
        List<List<RawMessage>> portions = new ArrayList<>();
        for (RawMessage message : Pipeline.messages(40)) {
            portions.add(List.of(message));
        }
        try (Engine engine = engine(1);
                Intake intake = new Intake(database, InstantSource.system(), engine::arrived)) {
            portions.forEach(intake::accept);
            assertThat(engine.awaitQuiet(PATIENCE)).isTrue();
            engine.tick(PATIENCE);
        }
        assertThat(Pipeline.figures(database)).isEqualTo(expected);
    }

    @Test
    void states_that_were_kept_in_another_format_are_folded_from_the_journal() throws Exception {
        List<RawMessage> messages = Pipeline.messages(40);
        List<String> expected = decided(List.of(messages));
        Pipeline.empty(database);
        decided(List.of(messages.subList(0, 30)));
        execute(
                """
                insert into snapshot
                select id, sequence, %d, 'of another shape' from engagement
                on conflict (engagement) do update
                    set format = excluded.format, state = excluded.state
                """
                        .formatted(StateCodec.FORMAT - 1));
        assertThat(decided(List.of(messages))).isEqualTo(expected);
    }

    @Test
    void there_is_no_rest_before_everything_was_derived_again_under_the_release_in_force()
            throws Exception {
        decided(List.of(Pipeline.messages(40)));
        execute("update engagement set release = 'an older one'");
        try (Engine engine = engine(1000)) {
            assertThat(engine.awaitQuiet(PATIENCE)).isTrue();
            assertThat(
                            Pipeline.query(
                                    database,
                                    "select count(*) from engagement where release = 'an older"
                                            + " one'"))
                    .containsOnly("0");
        }
    }

    @Test
    void a_poisonous_message_is_put_aside_alone_and_all_others_go_on() throws Exception {
        List<RawMessage> messages = new ArrayList<>(Pipeline.messages(50));
        messages.add(20, Pipeline.opportunity("POISON", "Account 1", 1));
        // Whatever batch this is in cannot be written.
        execute(
                "alter table engagement add constraint poison"
                        + " check (id <> 'crm:opportunity:POISON')");
        try {
            decided(List.of(messages));
        } finally {
            execute("alter table engagement drop constraint poison");
        }
        assertThat(Pipeline.query(database, "select count(*) from engagement")).containsOnly("50");
        assertThat(asideAndWhy()).containsExactly("POISON incident true");
    }

    @Test
    void a_message_that_cannot_even_be_translated_stops_no_other() throws Exception {
        execute(
                "insert into record (system, type, external_id, message_id, sequence, canonical)"
                        + " values ('crm', 'account', 'Damaged', 1, 0, 'no record')");
        List<RawMessage> messages = new ArrayList<>(Pipeline.messages(50));
        messages.add(20, Pipeline.opportunity("POISON", "Damaged", 1));
        decided(List.of(messages));
        assertThat(Pipeline.query(database, "select count(*) from engagement")).containsOnly("50");
        assertThat(asideAndWhy()).containsExactly("POISON incident true");
    }

    @Test
    void texts_that_nobody_can_store_and_names_without_end_are_put_aside_with_a_code()
            throws Exception {
        List<RawMessage> messages = new ArrayList<>(Pipeline.messages(5));
        messages.add(3, Pipeline.opportunity("NUL", "Acc\\u0000ount", 1));
        messages.add(5, Pipeline.opportunity("HALF", "Acc\\ud83dount", 1));
        messages.add(7, Pipeline.opportunity("ENDLESS", "x".repeat(5_000), 1));
        messages.add(9, Pipeline.opportunity("y".repeat(5_000), "Account 1", 1));
        decided(List.of(messages));
        assertThat(Pipeline.query(database, "select count(*) from engagement")).containsOnly("5");
        assertThat(asideAndWhy())
                .satisfiesExactlyInAnyOrder(
                        each -> assertThat(each).isEqualTo("NUL bad-encoding false"),
                        each -> assertThat(each).isEqualTo("HALF bad-encoding false"),
                        each -> assertThat(each).isEqualTo("ENDLESS bad-id false"),
                        each -> assertThat(each).startsWith("yyy").endsWith("bad-id false"));
    }

    private List<String> asideAndWhy() throws Exception {
        return Pipeline.query(
                database,
                "select m.external_id || ' ' || p.code || ' ' || p.incident"
                        + " from parked p join message m on m.id = p.message_id");
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void what_cannot_be_understood_is_kept_aside_with_a_sentence_until_a_newer_version_comes()
            throws Exception {
        decided(
                List.of(
                        Pipeline.messages(3),
                        List.of(
                                Pipeline.message("opportunity", "BAD", "{'opportunity_id':"),
                                Pipeline.message("contract", "C1", "{'id':'C1'}"),
                                Pipeline.message(
                                        "opportunity",
                                        "O-9",
                                        new String(
                                                        Pipeline.opportunity("O-9", "Account 1", 7)
                                                                .body(),
                                                        java.nio.charset.StandardCharsets.UTF_8)
                                                .replace('"', '\'')
                                                .replace("'7'", "'12,50'")))));
        assertThat(Pipeline.query(database, "select code from parked order by message_id"))
                .hasSize(3)
                .startsWith("invalid-json", "no-mapping");
        assertThat(Pipeline.query(database, "select sentence from parked order by message_id"))
                .allSatisfy(sentence -> assertThat(sentence).hasSizeGreaterThan(30));
        decided(List.of(List.of(Pipeline.opportunity("O-9", "Account 1", 7))));
        assertThat(Pipeline.query(database, "select code from parked order by message_id"))
                .hasSize(2);
        assertThat(
                        Pipeline.query(
                                database,
                                "select minor from posting where engagement ="
                                        + " 'crm:opportunity:O-9' and happening = 'booked'"))
                .containsExactly("700");
    }

    @Test
    void a_reference_that_comes_late_or_changes_reaches_those_who_rest_on_it() throws Exception {
        decided(List.of(List.of(Pipeline.opportunity("O-1", "Acme", 10))));
        decided(List.of(List.of(Pipeline.product("GTX Basic"), Pipeline.account("Acme"))));
        assertThat(
                        Pipeline.query(
                                database,
                                "select (attributes ->> 'series') || ' ' || customer_name"
                                        + " from engagement"))
                .containsExactly("GTX Acme");
        decided(
                List.of(
                        List.of(
                                Pipeline.message(
                                        "product",
                                        "GTX Basic",
                                        "{'product':'GTX"
                                                + " Basic','series':'NEW','sales_price':'1'}"))));
        assertThat(Pipeline.query(database, "select attributes ->> 'series' from engagement"))
                .containsExactly("NEW");
        assertThat(
                        Pipeline.query(
                                database,
                                "select count(*) from watch w join record r using (system, type,"
                                        + " external_id) where r.message_id <> w.seen"))
                .containsExactly("0");
    }
}
