package throughline.complaints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import throughline.people.Actor;
import throughline.people.Person;
import throughline.people.Scope;
import throughline.rehearsal.ChangeOver;
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
        firm.eventually(
                """
                select not exists (select from engagement where release <> ?)
                    and not exists (select from decide_again
                        where release = ? and engagement <> '')
                """,
                release,
                release);
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
