package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.database.SharedDatabase;
import throughline.dispatch.Handover;
import throughline.engine.Engine;
import throughline.engine.EngineOptions;
import throughline.engine.Pipeline;
import throughline.intake.Intake;
import throughline.releases.AppliedReleases;
import throughline.releases.KeptRelease;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.ReleaseStore;
import throughline.releases.Releases;
import throughline.releases.Signature;

/** A firm of ten opportunities whose landscape is about to change. */
@ResourceLock(SharedDatabase.KEPT)
abstract class TenOpportunities {

    final DataSource database = SharedDatabase.dataSource();
    final Instant now = InstantSource.system().instant();
    final ReleaseStore store = new ReleaseStore(database);
    final Rehearsals rehearsals = new Rehearsals(database, InstantSource.system());
    final ChangeOver changeOver = new ChangeOver(database, InstantSource.system());
    final ReadResult.Released first = Releases.released(Landscapes.folder("pipeline"));

    @BeforeEach
    void ten_opportunities_are_decided() throws Exception {
        clean();
        new AppliedReleases(database).inForceOr(first, now);
        try (Engine engine = engine(first);
                Intake intake = new Intake(database, InstantSource.system(), engine::arrived)) {
            intake.accept(Pipeline.messages(10));
            assertThat(engine.awaitQuiet(Duration.ofSeconds(60))).isTrue();
        }
    }

    @AfterEach
    void clean() throws Exception {
        Pipeline.empty(database);
        JdbcClient.create(database)
                .sql(
                        "truncate activation, release_step, rehearsal, decide_again, release"
                                + " cascade")
                .update();
    }

    Engine engine(ReadResult.Released under) {
        return new Engine(
                database,
                under.release(),
                InstantSource.system(),
                Handover.NONE,
                EngineOptions.LOADING);
    }

    Rehearsal rehearsed(KeptRelease release) throws InterruptedException {
        return rehearsals.rehearse(
                release, Scope.WHOLE, Signature.of("ann"), Rehearsals.Watcher.NOBODY);
    }

    /** Rehearsed, agreed to where that is asked for, applied, and followed by everybody. */
    void putInForce(ReadResult.Released release) throws InterruptedException {
        KeptRelease next = store.draft(release, Signature.of("ann"), "why", now);
        if (rehearsed(next).gate().isPresent()) {
            changeOver.approve(next, Somebody.called("bob"), "");
        }
        changeOver.apply(next, List.of(), Somebody.called("ann"));
        try (Engine engine = engine(release)) {
            assertThat(engine.awaitQuiet(Duration.ofSeconds(60))).isTrue();
        }
    }

    KeptRelease drafted(String table, String old, String next, String author) {
        return store.draft(made(table, old, next), Signature.of(author), "why", now);
    }

    ReadResult.Released made(String table, String old, String next) {
        return changed(first, table, old, next);
    }

    /** A release with another word in one of its tables. */
    static ReadResult.Released changed(
            ReadResult.Released from, String table, String old, String next) {
        SortedMap<String, byte[]> files = new TreeMap<>(from.files().files());
        files.computeIfPresent(
                "tables/" + table,
                (name, bytes) -> {
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    assertThat(text).contains(old);
                    return text.replace(old, next).getBytes(StandardCharsets.UTF_8);
                });
        return switch (Releases.read(new LandscapeFiles(files))) {
            case ReadResult.Released released -> released;
            case ReadResult.Faulty faulty -> throw new AssertionError(faulty.sentences());
        };
    }
}
