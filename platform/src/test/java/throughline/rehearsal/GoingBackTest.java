package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.releases.Activation;
import throughline.releases.AppliedReleases;
import throughline.releases.KeptRelease;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.ReleaseStore;
import throughline.releases.Releases;
import throughline.releases.Signature;
import throughline.server.FirmOnPaper;

/** Going back over several releases, from units that went first, and through a lost process. */
class GoingBackTest {

    private static final Signature ANN = Signature.of("ann");
    private static final String TAX = "tables/tax-treatment.csv";
    private static final String STAGES = "tables/stages.csv";
    private static final String STANDS =
            "select status = ? from engagement where id = 'crm:Opportunity:006A'";
    private static final String ELSEWHERE =
            "select status from engagement where id = 'crm:Opportunity:006B'";

    @Test
    void over_several_releases_undoes_what_all_of_them_did(@TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            sold(firm);
            firm.eventually(STANDS, "contracted");
            KeptRelease first = inForce(firm);
            applied(firm, STAGES, "Closed Won,WON", "Closed Won,LOST");
            firm.eventually(STANDS, "cancelled");
            applied(firm, TAX, "*,yes,*,domestic", "*,yes,*,exempt");
            applied(firm, STAGES, "Closed Lost,LOST", "Closed Lost,OPEN");

            wentBack(firm, first);
            firm.eventually(STANDS, "contracted");
            followed(firm, first);
        }
    }

    @Test
    void from_a_unit_that_went_first_leaves_the_others_as_they_were(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            sold(firm);
            firm.won("006B", "A year elsewhere", "001G", 40_000, "005A", "americas");
            firm.eventually(STANDS, "contracted");
            String elsewhere = elsewhere(firm);
            KeptRelease first = inForce(firm);
            KeptRelease next = drafted(firm, STAGES, "Closed Won,WON", "Closed Won,LOST");
            agreed(firm, next);
            assertThat(changeOver(firm).apply(next, List.of("europe"), Somebody.called("ann")))
                    .extracting(Activation::kind)
                    .isEqualTo(Activation.Kind.STAGED);
            firm.eventually(STANDS, "cancelled");
            assertThat(elsewhere(firm)).isEqualTo(elsewhere);

            wentBack(firm, first);
            firm.eventually(STANDS, "contracted");
            followed(firm, first);
            assertThat(elsewhere(firm)).isEqualTo(elsewhere);
        }
    }

    @Test
    void is_finished_at_the_next_start_when_the_process_ends_right_after_it(@TempDir Path folder)
            throws Exception {
        KeptRelease first;
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            sold(firm);
            firm.eventually(STANDS, "contracted");
            first = inForce(firm);
            applied(firm, STAGES, "Closed Won,WON", "Closed Won,LOST");
            firm.eventually(STANDS, "cancelled");
            wentBack(firm, first);
        }
        try (FirmOnPaper again = FirmOnPaper.in(folder)) {
            assertThat(inForce(again).id()).isEqualTo(first.id());
            again.eventually(STANDS, "contracted");
            followed(again, first);
        }
    }

    private static String elsewhere(FirmOnPaper firm) {
        return firm.database().sql(ELSEWHERE).query(String.class).single();
    }

    private static void sold(FirmOnPaper firm) {
        firm.customer("001G", "Nordwind AG", "DE811569869");
        String deal = firm.won("006A", "A year of running", "001G", 40_000, "005A");
        firm.write(deal, "POST_INVOICE");
    }

    private static DataSource database(FirmOnPaper firm) {
        return firm.server().installation().dataSource();
    }

    private static ChangeOver changeOver(FirmOnPaper firm) {
        return new ChangeOver(database(firm), InstantSource.system());
    }

    private static KeptRelease inForce(FirmOnPaper firm) {
        ReleaseStore store = new ReleaseStore(database(firm));
        return store.find(store.inForce().orElseThrow().release()).orElseThrow();
    }

    private static void applied(FirmOnPaper firm, String file, String old, String next)
            throws InterruptedException {
        KeptRelease release = drafted(firm, file, old, next);
        agreed(firm, release);
        changeOver(firm).apply(release, List.of(), Somebody.called("ann"));
        followed(firm, release);
    }

    private static void agreed(FirmOnPaper firm, KeptRelease release) throws InterruptedException {
        Rehearsal found =
                new Rehearsals(database(firm), InstantSource.system())
                        .rehearse(release, Scope.WHOLE, ANN, Rehearsals.Watcher.NOBODY);
        if (found.gate().isPresent()) {
            changeOver(firm).approve(release, Somebody.called("bob"), "");
        }
    }

    private static void wentBack(FirmOnPaper firm, KeptRelease to) throws InterruptedException {
        Rehearsal found =
                new Rehearsals(database(firm), InstantSource.system())
                        .rehearseRollBack(to, ANN, Rehearsals.Watcher.NOBODY);
        if (found.gate().isPresent()) {
            changeOver(firm).approve(to, Somebody.called("bob"), "");
        }
        assertThat(changeOver(firm).rollBack(to, Somebody.called("ann")).kind())
                .isEqualTo(Activation.Kind.ROLLED_BACK);
    }

    /** Every engagement that it concerns has been decided under it. */
    private static void followed(FirmOnPaper firm, KeptRelease release) {
        firm.eventually("select not exists (select from decide_again)");
        assertThat(inForce(firm).id()).isEqualTo(release.id());
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
