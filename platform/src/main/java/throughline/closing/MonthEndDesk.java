package throughline.closing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import throughline.calendar.AccountingPeriods;
import throughline.calendar.DateRange;
import throughline.calendar.FiscalPeriod;
import throughline.calendar.PeriodState;
import throughline.closing.MonthEnd.Item;
import throughline.closing.MonthEnd.Line;
import throughline.closing.MonthEnd.Lines;
import throughline.closing.MonthEnd.Verdict;
import throughline.engine.ClosedPeriods;
import throughline.insight.CheckResult;
import throughline.insight.KeptChecks;
import throughline.landscape.LegalEntity;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.wording.Counted;
import throughline.wording.Words;

/**
 * Looks through everything that keeps a legal entity's period from being closed.
 *
 * <p><b>Threads</b>: safe for any number of callers.
 */
public final class MonthEndDesk {

    private static final int PERIODS = 12;

    private final DataSource database;
    private final ClosingStore store;
    private final Release release;

    /** A desk over a database, under the release in force. */
    public MonthEndDesk(DataSource database, Release release) {
        this.database = database;
        this.store = new ClosingStore(database);
        this.release = release;
    }

    /** The last periods of an entity that have ended, the newest first, and the one that runs. */
    public static List<FiscalPeriod> periods(LegalEntity entity, Instant now) {
        List<FiscalPeriod> periods = new ArrayList<>();
        FiscalPeriod period = entity.fiscalCalendar().periodOf(today(entity, now));
        for (int i = 0; i <= PERIODS; i++) {
            periods.add(period);
            period = entity.fiscalCalendar().periodOf(period.range().from().minusDays(1));
        }
        return periods;
    }

    /** The period that is to be closed next: the last that has ended. */
    public static FiscalPeriod next(LegalEntity entity, Instant now) {
        return periods(entity, now).get(1);
    }

    private static LocalDate today(LegalEntity entity, Instant now) {
        return LocalDate.ofInstant(now, entity.zone());
    }

    /** How far a period is. */
    public MonthEnd look(LegalEntity entity, FiscalPeriod period, Instant now) {
        DateRange range = period.range();
        ClosingStore.Posted posted = store.posted(entity.code(), range);
        List<Item> items = new ArrayList<>();
        items.add(listed(schedules(entity, range, today(entity, now)), entity, period));
        items.add(listed(behindTerms(entity), entity, period));
        items.add(new UnbilledItem(database, release).of(entity, range, today(entity, now)));
        items.add(exceptions(entity));
        items.add(listed(writes(entity), entity, period));
        items.add(listed(journals(entity, range, posted), entity, period));
        items.add(listed(ledger(entity, range, posted), entity, period));
        items.add(books());
        items.add(state(entity, range));
        return new MonthEnd(
                entity.code(),
                period.id(),
                range,
                range.until().plusDays(entity.cutoffDays()),
                now,
                items);
    }

    /** What no page of its own lists opens to all of its lines. */
    private static Item listed(Item item, LegalEntity entity, FiscalPeriod period) {
        return item.openingTo(
                "/month-end?entity=%s&period=%s&item=%s"
                        .formatted(encoded(entity.code()), encoded(period.id()), item.key()));
    }

    private Item schedules(LegalEntity entity, DateRange range, LocalDate today) {
        LocalDate last = range.until().isAfter(today) ? today : range.until().minusDays(1);
        List<ClosingStore.Late> late = store.lateDays(entity.code(), last);
        return new Item(
                "stale-schedules",
                "Schedules are up to date",
                late.isEmpty() ? Verdict.DONE : Verdict.OPEN,
                late.isEmpty()
                        ? "Every engagement has done what the calendar asks of it up to "
                                + last
                                + "."
                        : Counted.of(late.size(), "engagement has", "engagements have")
                                + " not been moved by a day that has come. They are within seconds"
                                + " of the server running; if not, look at the incidents.",
                late.size(),
                List.of(),
                "",
                Lines.first(
                        late,
                        each ->
                                new Line(
                                        each.name(),
                                        "since " + each.day(),
                                        List.of(),
                                        engagement(each.engagement()))));
    }

    private Item behindTerms(LegalEntity entity) {
        List<ClosingStore.Behind> behind = store.behindTerms(entity.code());
        return new Item(
                "schedules-behind-terms",
                "Other systems hold the terms in force",
                behind.isEmpty() ? Verdict.DONE : Verdict.OPEN,
                behind.isEmpty()
                        ? "No contract or project was changed after it was written to a system."
                        : Counted.of(behind.size(), "copy is", "copies are")
                                + " older than a change of terms: billing and revenue follow the"
                                + " change here, the schedule there does not. Put it right there.",
                behind.size(),
                List.of(),
                "",
                Lines.first(
                        behind,
                        each ->
                                new Line(
                                        each.name(),
                                        (each.kind().equals("CREATE_PROJECT")
                                                        ? "project in "
                                                        : "contract in ")
                                                + each.system(),
                                        List.of(),
                                        engagement(each.engagement()) + "/changes")));
    }

    private Item exceptions(LegalEntity entity) {
        Sums sums = new Sums();
        TreeMap<String, String> notes = new TreeMap<>();
        TreeMap<String, Long> cases = new TreeMap<>();
        for (ClosingStore.Excepted each : store.exceptions(entity.code())) {
            each.atStake().forEach(money -> sums.add(each.code(), money));
            cases.merge(each.code(), each.cases(), Long::sum);
            notes.merge(each.code(), each.owner(), (a, b) -> a.equals(b) ? a : a + ", " + b);
        }
        long count = cases.values().stream().mapToLong(Long::longValue).sum();
        long nobodys = store.exceptionsOfNobody();
        List<String> order = new ArrayList<>(sums.largest());
        cases.keySet().stream().filter(code -> !order.contains(code)).forEach(order::add);
        return new Item(
                "exceptions",
                "Nothing waits for a decision",
                count == 0 ? Verdict.DONE : Verdict.OPEN,
                (count == 0
                                ? "No exception of this entity is open."
                                : Counted.of(count, "exception is", "exceptions are")
                                        + " open. Mend a cause for all its cases at once.")
                        + (nobodys == 0
                                ? ""
                                : " %s of deals that have no legal entity yet."
                                        .formatted(Counted.of(nobodys, "more is", "more are"))),
                count,
                sums.total(),
                "/exceptions?snoozed=any&entity=" + encoded(entity.code()),
                Lines.first(
                        order,
                        code ->
                                new Line(
                                        code,
                                        Counted.of(cases.getOrDefault(code, 0L), "case")
                                                + " of "
                                                + notes.getOrDefault(code, ""),
                                        sums.of(code),
                                        "/exceptions?snoozed=any&code="
                                                + encoded(code)
                                                + "&entity="
                                                + encoded(entity.code()))));
    }

    private Item writes(LegalEntity entity) {
        List<ClosingStore.Troubled> all = store.writes(entity.code());
        Sums sums = new Sums();
        long unclear = 0;
        long refused = 0;
        for (ClosingStore.Troubled each : all) {
            unclear += each.status().equals("ambiguous") ? 1 : 0;
            refused += each.status().equals("rejected") ? 1 : 0;
            if (each.kind().startsWith("POST_")) {
                each.atStake().forEach(money -> sums.add(each.key(), money));
            }
        }
        return new Item(
                "writes",
                "Every write has come to a good end",
                all.isEmpty() ? Verdict.DONE : Verdict.OPEN,
                all.isEmpty()
                        ? "No write is under way, refused or unclear."
                        : "%d refused, %d unclear, %d under way. Money counts documents only."
                                .formatted(refused, unclear, all.size() - refused - unclear),
                all.size(),
                sums.total(),
                "",
                Lines.first(all, MonthEndDesk::write));
    }

    private static Line write(ClosingStore.Troubled write) {
        return new Line(
                write.name(),
                words(write.kind())
                        + " in "
                        + write.system()
                        + ", "
                        + write.status()
                        + (write.sentence().isEmpty() ? "" : ": " + write.sentence()),
                write.atStake(),
                "/actions/one?key=" + encoded(write.key()));
    }

    private Item journals(LegalEntity entity, DateRange range, ClosingStore.Posted posted) {
        Sums missing = posted.recognized().less(store.journaled(entity.code(), range));
        List<String> names = missing.largest();
        return new Item(
                "journals",
                "Recognized revenue is in the ledger",
                names.isEmpty() ? Verdict.DONE : Verdict.OPEN,
                names.isEmpty()
                        ? "Confirmed journals of the period add up to what was recognized in it."
                        : "Recognized in the period less confirmed journals dated in it. Journals"
                                + " are posted at the cutoff, on "
                                + range.until().plusDays(entity.cutoffDays())
                                + ".",
                names.size(),
                missing.total(),
                "",
                lines(names, missing));
    }

    private Item ledger(LegalEntity entity, DateRange range, ClosingStore.Posted posted) {
        LedgerSide sides = LedgerSide.of(store, release, entity.code(), range, posted.billed());
        Sums difference = sides.difference();
        boolean known =
                release.mappings().stream().anyMatch(each -> each.canonical().equals("invoice"));
        String byHand =
                sides.madeByHand() == 0
                        ? ""
                        : " "
                                + Counted.of(sides.madeByHand(), "document")
                                + " made there by hand, for no engagement, "
                                + Counted.word(sides.madeByHand(), "is", "are")
                                + " left aside.";
        return new Item(
                "ledger",
                "Books and financial system agree on what was billed",
                !known ? Verdict.UNKNOWN : difference.isEmpty() ? Verdict.DONE : Verdict.OPEN,
                known
                        ? sides.told() + byHand
                        : "The landscape maps no invoices of a financial system, so nothing can be"
                                + " held against the books.",
                difference.largest().size(),
                difference.total(),
                "",
                lines(difference.largest(), difference));
    }

    private Lines lines(List<String> engagements, Sums sums) {
        Map<String, String> names = store.names(engagements);
        return Lines.first(
                engagements,
                each ->
                        new Line(
                                names.getOrDefault(each, each),
                                "",
                                sums.of(each),
                                engagement(each)));
    }

    private static long balances(KeptChecks.Kept kept) {
        return kept.results().stream().mapToLong(CheckResult::checked).sum();
    }

    private Item books() {
        Optional<KeptChecks.Kept> kept = new KeptChecks(database).last();
        List<CheckResult> broken =
                kept.map(each -> each.results().stream().filter(one -> !one.holds()).toList())
                        .orElse(List.of());
        return new Item(
                "books",
                "The books hold",
                kept.isEmpty() ? Verdict.UNKNOWN : broken.isEmpty() ? Verdict.DONE : Verdict.OPEN,
                kept.map(
                                each ->
                                        "%s over %s, looked at on %s."
                                                .formatted(
                                                        Counted.of(
                                                                each.results().size(),
                                                                "identity",
                                                                "identities"),
                                                        Counted.of(balances(each), "balance"),
                                                        each.at().truncatedTo(ChronoUnit.SECONDS)))
                        .orElse("They are looked at for the first time within a minute."),
                broken.size(),
                List.of(),
                "",
                Lines.all(
                        broken.stream()
                                .map(
                                        each ->
                                                new Line(
                                                        each.name(),
                                                        each.formula()
                                                                + ". "
                                                                + String.join(
                                                                        "; ", each.examples()),
                                                        List.of(),
                                                        ""))
                                .toList()));
    }

    private Item state(LegalEntity entity, DateRange range) {
        AccountingPeriods periods = ClosedPeriods.read(database, release).of(entity.code());
        List<AccountingPeriods.Observed> here =
                periods.periods().stream()
                        .filter(
                                each ->
                                        each.range().from().isBefore(range.until())
                                                && range.from().isBefore(each.range().until()))
                        .toList();
        boolean closed =
                !here.isEmpty()
                        && here.stream().allMatch(each -> each.state() == PeriodState.CLOSED);
        return new Item(
                "period",
                "The period is closed in the financial system",
                here.isEmpty() ? Verdict.UNKNOWN : closed ? Verdict.DONE : Verdict.OPEN,
                here.isEmpty()
                        ? "The financial system was not seen to tell of it, so it takes postings."
                        : closed
                                ? "It takes no postings. What still belongs to it lands in the"
                                        + " first open period."
                                : "It takes postings. Close it there once the rest is settled.",
                here.size(),
                List.of(),
                "",
                Lines.all(
                        here.stream()
                                .map(
                                        each ->
                                                new Line(
                                                        each.range().from()
                                                                + " to "
                                                                + each.range().until().minusDays(1),
                                                        words(each.state().name()),
                                                        List.of(),
                                                        ""))
                                .toList()));
    }

    static String words(String name) {
        return Words.of(name);
    }

    static String engagement(String id) {
        return "/engagements/" + encoded(id);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Money as figures of metrics say it. */
    static Money money(String currency, String amount) {
        return Money.parse(currency + " " + amount);
    }
}
