package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.releases.Activation;
import throughline.releases.AppliedReleases;
import throughline.releases.Changes;
import throughline.releases.KeptRelease;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.ReleaseStore;
import throughline.releases.Releases;
import throughline.releases.Signature;
import throughline.server.FirmOnPaper;

/** Another tax code moves no money in the books, and is on every invoice. */
class ChangingATaxCodeTest {

    private static final Signature ANN = Signature.of("ann");
    private static final String TAX = "tables/tax-treatment.csv";
    private static final String SETTINGS = "landscape.yaml";

    @Test
    void on_many_documents_takes_a_second_person_though_no_money_moves(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            sold(firm);
            ChangeOver changeOver = new ChangeOver(database(firm), InstantSource.system());
            KeptRelease next = drafted(firm, TAX, "*,yes,*,domestic", "*,yes,*,exempt");
            Rehearsal found = rehearsed(firm, next);
            assertThat(found.gate().orElseThrow())
                    .contains("documents would be written otherwise, beside ")
                    .contains("post invoice")
                    .doesNotContain("moves by");
            assertThat(String.join(", ", reach(firm, next)))
                    .as("the plan names what the rehearsal finds written otherwise")
                    .contains(
                            new Findings(database(firm), found.number())
                                    .eachWrite(100).stream()
                                            .map(each -> each.write().kind())
                                            .distinct()
                                            .toList());
            assertThatThrownBy(() -> changeOver.apply(next, List.of(), Somebody.called("ann")))
                    .hasMessageContaining("documents would be written otherwise")
                    .hasMessageContaining("Somebody other than ann must agree");
            changeOver.approve(next, Somebody.called("bob"), "the authority asked for it");
            assertThat(changeOver.apply(next, List.of(), Somebody.called("ann")).kind())
                    .isEqualTo(Activation.Kind.APPLIED);
        }
    }

    @Test
    void on_as_many_as_one_person_may_change_takes_nobody_else(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            ChangeOver changeOver = new ChangeOver(database(firm), InstantSource.system());
            KeptRelease lenient =
                    drafted(
                            firm,
                            SETTINGS,
                            "documents: 10\n  documentsPercent: 2",
                            "documents: 50\n  documentsPercent: 100");
            assertThat(rehearsed(firm, lenient).gate()).isEmpty();
            changeOver.apply(lenient, List.of(), Somebody.called("ann"));
            followed(firm, lenient);
            sold(firm);
            KeptRelease next = drafted(firm, TAX, "*,yes,*,domestic", "*,yes,*,exempt");
            Rehearsal found = rehearsed(firm, next);
            assertThat(new Findings(database(firm), found.number()).eachWrite(100))
                    .as("documents that differ")
                    .hasSizeBetween(1, 50);
            assertThat(found.gate()).isEmpty();
            assertThat(changeOver.apply(next, List.of(), Somebody.called("ann")).release())
                    .isEqualTo(next.id());
        }
    }

    @Test
    void booked_deals_keep_their_documents_and_putting_it_in_force_says_so_before(
            @TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            sold(firm);
            ChangeOver changeOver = new ChangeOver(database(firm), InstantSource.system());
            KeptRelease next = drafted(firm, TAX, "*,yes,*,domestic", "*,yes,*,exempt");
            Rehearsal found = rehearsed(firm, next);
            assertThat(new Findings(database(firm), found.number()).eachWrite(100))
                    .as("how the history would have gone")
                    .isNotEmpty();
            AtOnce.Told told = new AtOnce(database(firm), InstantSource.system()).of(found, 100);
            assertThat(told.looked()).isEqualTo(told.of()).isPositive();
            assertThat(told.differences()).as("what changes at once").isEmpty();

            long before = documents(firm);
            changeOver.approve(next, Somebody.called("bob"), "the authority asked for it");
            changeOver.apply(next, List.of(), Somebody.called("ann"));
            followed(firm, next);
            decidedAgain(firm);
            assertThat(documents(firm)).as("what did change").isEqualTo(before);
        }
    }

    /** Where a plan says that a release leads. */
    private static List<String> reach(FirmOnPaper firm, KeptRelease next) {
        ReleaseStore store = new ReleaseStore(database(firm));
        String inForce = store.inForce().orElseThrow().release();
        return Changes.between(side(store, inForce), side(store, next.id()), List.of()).stream()
                .flatMap(change -> change.reach().stream())
                .toList();
    }

    private static Changes.Side side(ReleaseStore store, String id) {
        return new Changes.Side(store.release(id).orElseThrow(), store.files(id));
    }

    /** Every engagement has been decided under what is in force. */
    private static void decidedAgain(FirmOnPaper firm) {
        firm.eventually(
                """
                select not exists (select from engagement where release <> (
                        select release from activation order by id desc limit 1))
                    and not exists (select from decide_again where engagement <> '')
                """);
    }

    private static long documents(FirmOnPaper firm) {
        return firm.database().sql("select count(*) from action").query(Long.class).single();
    }

    /** What is decided from now on is decided under it. */
    private static void followed(FirmOnPaper firm, KeptRelease release) {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!firm.server().installation().release().id().equals(release.hash())
                && System.nanoTime() < until) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        assertThat(firm.server().installation().release().id()).isEqualTo(release.hash());
    }

    private static void sold(FirmOnPaper firm) {
        firm.customer("001G", "Nordwind AG", "DE811569869");
        String deal = firm.won("006A", "A year of running", "001G", 40_000, "005A");
        firm.write(deal, "POST_INVOICE");
    }

    private static DataSource database(FirmOnPaper firm) {
        return firm.server().installation().dataSource();
    }

    private static Rehearsal rehearsed(FirmOnPaper firm, KeptRelease release)
            throws InterruptedException {
        return new Rehearsals(database(firm), InstantSource.system())
                .rehearse(release, Scope.WHOLE, ANN, Rehearsals.Watcher.NOBODY);
    }

    private static KeptRelease drafted(FirmOnPaper firm, String file, String old, String next) {
        LandscapeFiles inForce = new AppliedReleases(database(firm)).filesInForce().orElseThrow();
        SortedMap<String, byte[]> files = new TreeMap<>(inForce.files());
        String text = new String(files.get(file), StandardCharsets.UTF_8);
        assertThat(text).contains(old);
        files.put(file, text.replace(old, next).getBytes(StandardCharsets.UTF_8));
        return switch (Releases.read(new LandscapeFiles(files))) {
            case ReadResult.Released released ->
                    new ReleaseStore(database(firm))
                            .draft(released, ANN, "why", InstantSource.system().instant());
            case ReadResult.Faulty faulty -> throw new AssertionError(faulty.sentences());
        };
    }
}
