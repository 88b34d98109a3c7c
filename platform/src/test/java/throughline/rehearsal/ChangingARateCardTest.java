package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.money.Money;
import throughline.releases.Activation;
import throughline.releases.AppliedReleases;
import throughline.releases.Change;
import throughline.releases.Changes;
import throughline.releases.KeptRelease;
import throughline.releases.ReadResult;
import throughline.releases.RefusedReleaseException;
import throughline.releases.ReleaseStore;
import throughline.releases.Releases;
import throughline.releases.Signature;
import throughline.releases.Weighing;
import throughline.server.FirmWithTwins;

/**
 * A rate card, a row of the tax table and an expression of a mapping are changed: planned,
 * rehearsed to the cent, agreed to, put in force for one unit, then for all, and taken back, with
 * the credit notes that this takes in the ledger.
 */
class ChangingARateCardTest {

    /** Hours that a customer was asked to pay. */
    private static final String BILLED_HOURS =
            """
            select count(*) from event where type = 'invoice-planned/v1'
                and convert_from(payload, 'UTF8') like '%"throughSequence":_%'
                and convert_from(payload, 'UTF8') not like '%"throughSequence":0%'
            """;

    private static final Signature ANN = Signature.of("ann");

    @TempDir Path folder;

    @Test
    void is_rehearsed_in_money_goes_to_one_unit_first_then_to_all_and_is_taken_back()
            throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Path landscape = NewRates.copy(Landscapes.folder("consulting"), folder.resolve("old"));
        try (FirmWithTwins firm = FirmWithTwins.start(folder.resolve("home"), today, landscape)) {
            rest(firm);
            firm.life().quietDay(today);
            firm.eventually(BILLED_HOURS);
            rest(firm);
            DataSource database = firm.installation().dataSource();
            Map<String, Long> before = entitlements(database);
            long billedBefore = firm.billedByTheLedger();

            KeptRelease next = planned(database, landscape);
            Map<String, Long> expected = rehearsed(database, next);
            ChangeOver changeOver = new ChangeOver(database, InstantSource.system());
            agreed(changeOver, next);

            changeOver.apply(next, List.of("europe"), Somebody.called("ann"));
            followed(firm);
            assertThat(gained(before, entitlements(database)))
                    .as("only the unit that goes first")
                    .isEqualTo(NewRates.ofUnit(database, expected, "europe"));
            Activation all = changeOver.apply(next, List.of(), Somebody.called("ann"));
            assertThat(all.kind()).isEqualTo(Activation.Kind.APPLIED);
            followed(firm);
            assertThat(gained(before, entitlements(database))).isEqualTo(expected);
            firm.eventually(BILLED_HOURS + " and release = '" + all.release() + "'");
            rest(firm);
            long billedMore = firm.billedByTheLedger() - billedBefore;
            assertThat(billedMore).as("the ledger has invoices at the new rates").isPositive();

            goneBack(firm, changeOver, landscape);
            assertThat(gained(before, entitlements(database))).isEmpty();
            assertThat(firm.creditedByTheLedger())
                    .as("the ledger took back what was billed at the new rates, to the cent")
                    .isEqualTo(billedMore);
        }
    }

    /** Of rows that a golden case goes through this one; of others nobody can tell. */
    private static Change.Verdict verdict(Change change, Change.Verdict ofCases) {
        return change.what().contains("role manager:") ? ofCases : Change.Verdict.NOT_CHECKABLE;
    }

    private KeptRelease planned(DataSource database, Path landscape) throws Exception {
        Path next = NewRates.of(landscape, folder.resolve("next"));
        List<Change> unproven = changes(database, next);
        assertThat(unproven)
                .filteredOn(change -> change.part().endsWith("rate-card"))
                .as("golden cases have the old rates of managers, and say nothing of the others")
                .hasSize(8)
                .allMatch(change -> change.verdict() == verdict(change, Change.Verdict.BROKEN));
        NewRates.rightAnswers(next);
        List<Change> changes = changes(database, next);
        assertThat(changes)
                .filteredOn(change -> change.part().endsWith("rate-card"))
                .allMatch(change -> change.verdict() == verdict(change, Change.Verdict.CHECKED))
                .allMatch(change -> change.reach().toString().contains("POST_INVOICE lines"))
                .allSatisfy(
                        change ->
                                assertThat(change.weight())
                                        .isEqualTo(WentThrough.row(database, change)));
        assertThat(changes)
                .filteredOn(change -> change.part().equals("mappings/crm/Opportunity"))
                .singleElement()
                .satisfies(
                        change -> {
                            assertThat(change.what())
                                    .contains("lower(raw.LeadSource), not raw.LeadSource");
                            assertThat(change.reach().getFirst())
                                    .contains("crm.Opportunity LeadSource → deal");
                            assertThat(change.weight().money()).isNotEmpty();
                            assertThat(change.weight().engagements())
                                    .isEqualTo(WentThrough.leadSources(database));
                        });
        assertThat(changes)
                .filteredOn(change -> change.part().equals("tables/tax-treatment"))
                .singleElement()
                .satisfies(
                        change -> {
                            assertThat(change.what()).contains("out-of-scope, not export");
                            assertThat(change.owner()).isEqualTo("tax");
                            assertThat(change.weight())
                                    .isEqualTo(WentThrough.exportsOf(database, "US01", "US"));
                        });
        return new ReleaseStore(database)
                .draft(
                        Releases.released(next),
                        ANN,
                        "rates of next year",
                        InstantSource.system().instant());
    }

    private static List<Change> changes(DataSource database, Path folder) {
        AppliedReleases applied = new AppliedReleases(database);
        ReadResult.Released next = Releases.released(folder);
        return new Weighing(database, applied.inForce().orElseThrow())
                .weighed(
                        Changes.between(
                                new Changes.Side(
                                        applied.inForce().orElseThrow(),
                                        applied.filesInForce().orElseThrow()),
                                new Changes.Side(next.release(), next.files()),
                                next.verdicts()));
    }

    private static Map<String, Long> rehearsed(DataSource database, KeptRelease next)
            throws InterruptedException {
        Map<String, Long> expected = NewRates.worthMore(database);
        assertThat(expected).as("hours by the card").isNotEmpty();
        Rehearsal rehearsal =
                new Rehearsals(database, InstantSource.system())
                        .rehearse(next, Scope.WHOLE, ANN, Rehearsals.Watcher.NOBODY);
        assertThat(
                        sums(
                                database,
                                "select engagement, sum(after_minor - before_minor)::bigint from"
                                        + " rehearsed_amount where happening = 'entitlement' and"
                                        + " rehearsal = "
                                        + rehearsal.number()
                                        + " group by 1 having sum(after_minor - before_minor) <>"
                                        + " 0"))
                .isEqualTo(expected);
        AtOnce.Told told =
                new AtOnce(database, InstantSource.system()).of(rehearsal, Integer.MAX_VALUE);
        assertThat(entitledMore(told.differences()))
                .as("hours by the card are paid by it as soon as it is in force")
                .isEqualTo(expected);
        return expected;
    }

    private static Map<String, Long> entitledMore(List<Difference> differences) {
        Map<String, Long> more = new TreeMap<>();
        for (Difference each : differences) {
            long sum =
                    each.amounts().stream()
                            .filter(amount -> amount.happening().equals("entitlement"))
                            .mapToLong(amount -> amount.after() - amount.before())
                            .sum();
            if (sum != 0) {
                more.put(each.engagement(), sum);
            }
        }
        return more;
    }

    private static void agreed(ChangeOver changeOver, KeptRelease next) {
        assertThatThrownBy(() -> changeOver.apply(next, List.of(), Somebody.called("ann")))
                .isInstanceOf(RefusedReleaseException.class)
                .hasMessageContaining("Somebody other than ann must agree");
        assertThatThrownBy(() -> changeOver.approve(next, Somebody.called("Ann"), ""))
                .hasMessageContaining("its author cannot agree to it too");
        changeOver.approve(next, Somebody.called("bob"), "checked with finance");
    }

    private static void goneBack(FirmWithTwins firm, ChangeOver changeOver, Path landscape)
            throws Exception {
        DataSource database = firm.installation().dataSource();
        KeptRelease back =
                new ReleaseStore(database).find(Releases.sound(landscape).id()).orElseThrow();
        Rehearsal undo =
                new Rehearsals(database, InstantSource.system())
                        .rehearseRollBack(back, ANN, Rehearsals.Watcher.NOBODY);
        List<Compensation> plan = new CompensationStore(database).of(undo.number());
        assertThat(plan)
                .filteredOn(each -> each.treatment() == Compensation.Treatment.CREDIT)
                .isNotEmpty()
                .allMatch(each -> each.outcome().equals("not ordered"));
        assertThat(undo.gate()).as("it moves more than one person may").isPresent();
        changeOver.approve(back, Somebody.called("ann"), "");
        assertThatThrownBy(() -> changeOver.rollBack(back, Somebody.called("ann")))
                .as("whoever goes back cannot agree to it too")
                .hasMessageContaining("Somebody other than ann must agree");
        changeOver.approve(back, Somebody.called("bob"), "customers complained");
        changeOver.rollBack(back, Somebody.called("ann"));
        followed(firm);
        assertThat(new CompensationStore(database).of(undo.number()))
                .filteredOn(each -> each.treatment() == Compensation.Treatment.CREDIT)
                .allMatch(each -> each.outcome().startsWith("credited as "))
                .extracting(each -> each.amount().map(Money::minor).orElse(0L))
                .satisfies(
                        amounts ->
                                assertThat(amounts.stream().mapToLong(Long::longValue).sum())
                                        .isEqualTo(firm.creditedByTheLedger()));
    }

    /** Nothing is on its way, and nothing came meanwhile. */
    private static void rest(FirmWithTwins firm) throws InterruptedException {
        String messages = "select count(*) from message";
        long seen = -1;
        while (firm.count(messages) != seen) {
            seen = firm.count(messages);
            assertThat(firm.installation().awaitQuiet(Duration.ofSeconds(60))).isTrue();
            TimeUnit.SECONDS.sleep(2);
        }
    }

    /** Everything has been decided under what is in force. */
    private static void followed(FirmWithTwins firm) throws InterruptedException {
        firm.eventually(
                """
                with now as (select release from activation order by id desc limit 1)
                select count(*) from now where not exists (
                        select from engagement e where e.release <> now.release)
                    and not exists (select from decide_again d
                        where d.release = now.release and d.engagement <> '')
                """);
        rest(firm);
    }

    private static Map<String, Long> entitlements(DataSource database) {
        return sums(
                database,
                "select engagement, sum(minor)::bigint from posting where happening ="
                        + " 'entitlement' group by 1");
    }

    private static Map<String, Long> sums(DataSource database, String sql) {
        Map<String, Long> sums = new TreeMap<>();
        JdbcClient.create(database)
                .sql(sql)
                .query(
                        row -> {
                            sums.put(row.getString(1), row.getLong(2));
                        });
        return sums;
    }

    private static Map<String, Long> gained(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> gained = new TreeMap<>();
        after.forEach(
                (id, minor) -> {
                    long more = minor - before.getOrDefault(id, 0L);
                    if (more != 0) {
                        gained.put(id, more);
                    }
                });
        return gained;
    }
}
