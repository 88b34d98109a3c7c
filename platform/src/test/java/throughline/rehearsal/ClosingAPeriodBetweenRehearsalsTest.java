package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.releases.AppliedReleases;
import throughline.releases.KeptRelease;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.ReleaseStore;
import throughline.releases.Releases;
import throughline.releases.Signature;
import throughline.server.FirmOnPaper;

/**
 * A period is no record of an engagement, and moves the days of its documents all the same. What
 * was remembered before it was closed must not be told after it.
 */
class ClosingAPeriodBetweenRehearsalsTest {

    private static final Signature ANN = Signature.of("ann");
    private static final String TAX = "tables/tax-treatment.csv";

    @Test
    void what_is_told_is_the_same_whether_it_is_remembered_or_derived(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String sent = firm.won("006A", "A year of running", "001G", 40_000, "005A");
            firm.ended(
                    sent,
                    firm.write(sent, "POST_INVOICE"),
                    new ActionOutcome.Confirmed("7", Map.of()));
            String waits = firm.won("006B", "Another year", "001G", 30_000, "005A");
            firm.write(waits, "POST_INVOICE");
            putInForce(firm, drafted(firm, "US01,no,*,export,", "US01,no,*,out-of-scope,"));
            KeptRelease next = drafted(firm, "*,yes,*,domestic", "*,yes,*,exempt");
            assertThat(rehearsed(firm, next).baseline()).contains(Baseline.BEGINNING);
            assertThat(remembered(firm)).isPositive();
            String dated = day(firm, waits);

            closed(firm, YearMonth.parse(dated.substring(0, 7)));
            assertThat(rehearsed(firm, next).baseline()).contains(Baseline.BEGINNING);
            firm.ended(
                    waits,
                    firm.write(waits, "POST_INVOICE"),
                    new ActionOutcome.Rejected("period-closed", "the period is closed"));
            assertThat(day(firm, waits)).as("it is planned for an open one").isNotEqualTo(dated);
            assertThat(rehearsed(firm, next).baseline()).contains(Baseline.BEGINNING);

            List<Object> fast = told(firm, rehearsed(firm, next));
            firm.database().sql("truncate proven").update();
            assertThat(fast).isEqualTo(told(firm, rehearsed(firm, next)));
            assertThat(fast.toString()).contains(sent).contains(waits);
            Rehearsal itself = rehearsed(firm, inForce(firm));
            assertThat(new Findings(database(firm), itself.number()).engagements()).isZero();
        }
    }

    private static String day(FirmOnPaper firm, String deal) {
        return firm.database()
                .sql(
                        """
                        select body::jsonb ->> 'date' from action
                        where engagement = ? and kind = 'POST_INVOICE' order by ordinal desc limit 1
                        """)
                .param(deal)
                .query(String.class)
                .single();
    }

    private static void closed(FirmOnPaper firm, YearMonth month) {
        firm.observed(
                "erp",
                "period",
                "DE01/" + month,
                "1",
                ("{\"id\":\"%s\",\"company\":\"DE01\",\"version\":\"1\",\"from\":\"%s\","
                                + "\"until\":\"%s\",\"state\":\"closed\"}")
                        .formatted(month, month.atDay(1), month.plusMonths(1).atDay(1)));
        YearMonth now = YearMonth.now(ZoneOffset.UTC);
        firm.observed(
                "erp",
                "period",
                "DE01/" + now,
                "1",
                ("{\"id\":\"%s\",\"company\":\"DE01\",\"version\":\"1\",\"from\":\"%s\","
                                + "\"until\":\"%s\",\"state\":\"open\"}")
                        .formatted(now, now.atDay(1), now.plusMonths(1).atDay(1)));
    }

    private static long remembered(FirmOnPaper firm) {
        return firm.database().sql("select count(*) from proven").query(Long.class).single();
    }

    /** All that it tells. */
    private static List<Object> told(FirmOnPaper firm, Rehearsal rehearsal) {
        assertThat(rehearsal.baseline()).contains(Baseline.BEGINNING);
        Findings found = new Findings(database(firm), rehearsal.number());
        return List.of(
                found.eachAmount(1_000),
                found.eachAttention(1_000),
                found.eachWrite(1_000),
                found.onward(1_000));
    }

    private static void putInForce(FirmOnPaper firm, KeptRelease next) throws Exception {
        ChangeOver changeOver = new ChangeOver(database(firm), InstantSource.system());
        if (rehearsed(firm, next).gate().isPresent()) {
            changeOver.approve(next, Somebody.called("bob"), "");
        }
        changeOver.apply(next, List.of(), Somebody.called("ann"));
        firm.eventually(
                """
                select not exists (select from engagement where release <> (
                        select release from activation order by id desc limit 1))
                    and not exists (select from decide_again where engagement <> '')
                """);
    }

    private static Rehearsal rehearsed(FirmOnPaper firm, KeptRelease release)
            throws InterruptedException {
        return new Rehearsals(database(firm), InstantSource.system())
                .rehearse(release, Scope.WHOLE, ANN, Rehearsals.Watcher.NOBODY);
    }

    private static KeptRelease inForce(FirmOnPaper firm) {
        ReleaseStore store = new ReleaseStore(database(firm));
        return store.find(store.inForce().orElseThrow().release()).orElseThrow();
    }

    private static DataSource database(FirmOnPaper firm) {
        return firm.server().installation().dataSource();
    }

    private static KeptRelease drafted(FirmOnPaper firm, String old, String next) {
        LandscapeFiles inForce = new AppliedReleases(database(firm)).filesInForce().orElseThrow();
        SortedMap<String, byte[]> files = new TreeMap<>(inForce.files());
        files.computeIfPresent(
                TAX,
                (name, bytes) -> {
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    assertThat(text).contains(old);
                    return text.replace(old, next).getBytes(StandardCharsets.UTF_8);
                });
        return switch (Releases.read(new LandscapeFiles(files))) {
            case ReadResult.Released released ->
                    new ReleaseStore(database(firm))
                            .draft(released, ANN, "why", InstantSource.system().instant());
            case ReadResult.Faulty faulty -> throw new AssertionError(faulty.sentences());
        };
    }
}
