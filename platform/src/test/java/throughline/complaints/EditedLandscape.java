package throughline.complaints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import throughline.people.Actor;
import throughline.people.Person;
import throughline.people.Scope;
import throughline.rehearsal.ChangeOver;
import throughline.rehearsal.Findings;
import throughline.rehearsal.Rehearsal;
import throughline.rehearsal.Rehearsals;
import throughline.releases.KeptRelease;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.ReleaseStore;
import throughline.releases.Releases;
import throughline.releases.Signature;
import throughline.server.FirmOnPaper;

/** Puts another wording of the landscape in force while a firm is at work. */
final class EditedLandscape {

    /** Reading and making a release takes a while on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final String FOLLOWED =
            """
            select not exists (select from engagement where release <> ?)
                and not exists (select from decide_again
                    where release = ? and engagement <> '')
            """;

    private EditedLandscape() {}

    /** Rehearses it, agrees to it as somebody else, applies it, and waits until all follow it. */
    static KeptRelease applied(FirmOnPaper firm, String file, String old, String next)
            throws InterruptedException {
        DataSource database = firm.server().installation().dataSource();
        ReleaseStore store = new ReleaseStore(database);
        String inForce = store.inForce().orElseThrow().release();
        ReadResult.Released edited = edited(store.files(inForce), file, old, next);
        KeptRelease release =
                store.draft(edited, Signature.of("ann"), "another wording", Instant.now());
        Rehearsal rehearsal =
                new Rehearsals(database, InstantSource.system())
                        .rehearse(
                                release,
                                throughline.rehearsal.Scope.WHOLE,
                                Signature.of("ann"),
                                Rehearsals.Watcher.NOBODY);
        assertThat(rehearsal.state()).isEqualTo(Rehearsal.State.FINISHED);
        ChangeOver changeOver = new ChangeOver(database, InstantSource.system());
        changeOver.approve(release, somebody("bob"), "read");
        changeOver.apply(release, List.of(), somebody("ann"));
        followed(firm, release.id());
        return release;
    }

    /** What is in force, rehearsed against itself, is exactly what there is. */
    static void nothingDiffers(FirmOnPaper firm) throws InterruptedException {
        firm.settle();
        DataSource database = firm.server().installation().dataSource();
        ReleaseStore store = new ReleaseStore(database);
        KeptRelease inForce = store.find(store.inForce().orElseThrow().release()).orElseThrow();
        Rehearsal rehearsal =
                new Rehearsals(database, InstantSource.system())
                        .rehearse(
                                inForce,
                                throughline.rehearsal.Scope.WHOLE,
                                Signature.of("ann"),
                                Rehearsals.Watcher.NOBODY);
        Findings findings = new Findings(database, rehearsal.number());
        assertThat(findings.eachAmount(5)).isEmpty();
        assertThat(findings.eachAttention(5)).isEmpty();
        assertThat(findings.eachWrite(5)).isEmpty();
        assertThat(rehearsal.events())
                .isEqualTo(
                        firm.database()
                                .sql("select count(*) from event")
                                .query(Long.class)
                                .single());
    }

    private static ReadResult.Released edited(
            LandscapeFiles files, String file, String old, String next) {
        SortedMap<String, byte[]> all = new TreeMap<>(files.files());
        all.computeIfPresent(
                file,
                (name, bytes) -> {
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    assertThat(text).contains(old);
                    return text.replace(old, next).getBytes(StandardCharsets.UTF_8);
                });
        return switch (Releases.read(new LandscapeFiles(all))) {
            case ReadResult.Released released -> released;
            case ReadResult.Faulty faulty -> throw new AssertionError(faulty.sentences());
        };
    }

    private static void followed(FirmOnPaper firm, String release) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        boolean all = false;
        while (!all && System.nanoTime() < until) {
            all =
                    firm.database()
                            .sql(FOLLOWED)
                            .params(release, release)
                            .query(Boolean.class)
                            .single();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(all).as("everything is decided under " + release).isTrue();
        firm.settle();
    }

    private static Actor somebody(String login) {
        return Actor.of(
                new Person(
                        login,
                        login.toUpperCase(Locale.ROOT),
                        Set.of("finance"),
                        Scope.WHOLE,
                        Optional.empty(),
                        Optional.empty(),
                        true),
                "test");
    }
}
