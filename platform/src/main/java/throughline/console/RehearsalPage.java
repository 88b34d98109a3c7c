package throughline.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import throughline.access.Visitor;
import throughline.money.Money;
import throughline.people.Right;
import throughline.rehearsal.Compensation;
import throughline.rehearsal.CompensationStore;
import throughline.rehearsal.Difference;
import throughline.rehearsal.Findings;
import throughline.rehearsal.Progress;
import throughline.rehearsal.Rehearsal;
import throughline.rehearsal.Scope;
import throughline.wording.Counted;
import throughline.wording.GroupedAmounts;
import tools.jackson.databind.json.JsonMapper;

/** What a rehearsal found, as its page shows it. */
final class RehearsalPage {

    private static final int MOST_AMOUNTS = 2_000;
    private static final int MOST_NOTES = 2_000;
    private static final int MOST_ENGAGEMENTS = 100;
    private static final int STEPS = 8;

    private static final String ONWARD =
            "Told of going on from where it stands now, which moves more than its whole history"
                    + " would.";

    private final DataSource database;
    private final JsonMapper mapper = JsonMapper.shared();

    RehearsalPage(DataSource database) {
        this.database = database;
    }

    /** How far a rehearsal has come that runs here. */
    static RehearsalView.UnderWay underWay(Rehearsal rehearsal, Progress now) {
        long percent = now.total() == 0 ? 0 : Math.min(100, 100 * now.done() / now.total());
        return new RehearsalView.UnderWay(
                "/rehearsals/" + rehearsal.number() + "/progress",
                now.total() == 0
                        ? "It reads what was ever received."
                        : "%s of %s %s decided again."
                                .formatted(
                                        Counted.grouped(now.done()),
                                        Counted.grouped(now.total(), "event"),
                                        Counted.word(now.done(), "is", "are")),
                percent);
    }

    RehearsalView view(Page page, Rehearsal rehearsal, Optional<Progress> progress) {
        Findings findings = new Findings(database, rehearsal.number());
        List<Findings.OneAmount> amounts = findings.eachAmount(MOST_AMOUNTS);
        List<RehearsalView.Engagement> engagements =
                engagements(rehearsal.number(), findings, amounts);
        return new RehearsalView(
                page,
                rehearsal.number(),
                rehearsal.release(),
                ReleasePage.href(rehearsal.release()),
                rehearsal.against(),
                ReleasePage.extent(rehearsal),
                ReleasePage.lower(rehearsal.state()),
                state(rehearsal, progress),
                rehearsal.baseline().map(each -> each.told(rehearsal.against())).orElse(""),
                progress.map(now -> underWay(rehearsal, now)),
                progress.isPresent() && Visitor.current().person().may(Right.DECIDE),
                GroupedAmounts.in(rehearsal.gate().orElse("")),
                findings.happenings().stream().map(RehearsalPage::figure).toList(),
                charts(findings.happenings(), amounts),
                RehearsalCuts.of(findings),
                engagements,
                Math.max(0, findings.engagements() - engagements.size()),
                findings.attention().stream().map(RehearsalPage::row).toList(),
                findings.writes().stream().map(RehearsalPage::row).toList(),
                new CompensationStore(database)
                        .of(rehearsal.number()).stream().map(RehearsalPage::compensated).toList(),
                rehearsal.state() == Rehearsal.State.FINISHED && findings.engagements() > 0
                        ? "/rehearsals/" + rehearsal.number() + "/at-once"
                        : "");
    }

    /** What is to be known about how it ended; empty when it simply ended. */
    private static String state(Rehearsal rehearsal, Optional<Progress> progress) {
        String part =
                rehearsal.scope().equals(Scope.WHOLE.toString())
                        ? ""
                        : "It is of %s: enough to look at, not to put a release in force."
                                .formatted(rehearsal.scope());
        return switch (rehearsal.state()) {
            case RUNNING ->
                    progress.isPresent()
                            ? ""
                            : "It runs in another process, which shows how far it has come. Only a"
                                    + " finished one counts.";
            case FINISHED -> part;
            case CANCELLED ->
                    "It was cancelled: what is below was found until then, and counts for nothing.";
            case FAILED ->
                    "It failed, as the log of its process says, or that process was ended. It"
                            + " counts for nothing.";
        };
    }

    static RehearsalView.Figure figure(Findings.Cell cell) {
        return figure(Wording.words(cell.account()), cell.currency(), cell.before(), cell.after());
    }

    static RehearsalView.Figure figure(String what, String currency, long before, long after) {
        return new RehearsalView.Figure(
                what,
                Wording.amount(Money.ofMinor(currency, before)),
                Wording.amount(Money.ofMinor(currency, after)),
                signed(Money.ofMinor(currency, after - before)));
    }

    static String signed(Money money) {
        return (money.signum() > 0 ? "+" : "") + Wording.amount(money);
    }

    /** The waterfalls of a rehearsal, for a page that is not its own. */
    List<RehearsalView.Chart> charts(long rehearsal) {
        Findings findings = new Findings(database, rehearsal);
        return charts(findings.happenings(), findings.eachAmount(MOST_AMOUNTS));
    }

    /** For each currency, the happening that moves most, engagement by engagement. */
    private List<RehearsalView.Chart> charts(
            List<Findings.Cell> happenings, List<Findings.OneAmount> amounts) {
        Map<String, Findings.Cell> most = new TreeMap<>();
        for (Findings.Cell each : happenings) {
            most.merge(
                    each.currency(),
                    each,
                    (one, other) -> moved(one) >= moved(other) ? one : other);
        }
        return most.values().stream()
                .filter(cell -> !cell.difference().isZero())
                .map(cell -> chart(cell, amounts))
                .toList();
    }

    private static long moved(Findings.Cell cell) {
        return Math.abs(cell.after() - cell.before());
    }

    private RehearsalView.Chart chart(Findings.Cell cell, List<Findings.OneAmount> amounts) {
        Map<String, Long> moves = new LinkedHashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        for (Findings.OneAmount each : amounts) {
            Difference.Amount amount = each.amount();
            if (amount.happening().equals(cell.account())
                    && amount.currency().equals(cell.currency())) {
                moves.merge(each.engagement(), amount.after() - amount.before(), Long::sum);
                names.put(each.engagement(), named(each));
            }
        }
        List<Map.Entry<String, Long>> steps =
                moves.entrySet().stream()
                        .filter(each -> each.getValue() != 0)
                        .sorted(Comparator.comparingLong(each -> -Math.abs(each.getValue())))
                        .limit(STEPS)
                        .toList();
        long told = steps.stream().mapToLong(Map.Entry::getValue).sum();
        List<Map<String, Object>> bars = new ArrayList<>();
        bars.add(bar("In force", 0, cell.before(), "booked", cell.currency()));
        long at = cell.before();
        for (Map.Entry<String, Long> step : steps) {
            bars.add(
                    step(
                            names.getOrDefault(step.getKey(), step.getKey()),
                            at,
                            step.getValue(),
                            cell.currency()));
            at += step.getValue();
        }
        long rest = cell.after() - cell.before() - told;
        if (rest != 0) {
            bars.add(step("All others", at, rest, cell.currency()));
        }
        bars.add(bar("Rehearsed", 0, cell.after(), "billed", cell.currency()));
        String title = Wording.words(cell.account()) + ", " + cell.currency();
        return new RehearsalView.Chart(
                title,
                "%s: %s in force, %s rehearsed, of what differs"
                        .formatted(
                                title,
                                Wording.amount(Money.ofMinor(cell.currency(), cell.before())),
                                Wording.amount(Money.ofMinor(cell.currency(), cell.after()))),
                Charts.json(mapper, Map.of("bars", bars)));
    }

    private static Map<String, Object> step(String name, long at, long move, String currency) {
        return bar(
                name, Math.min(at, at + move), Math.abs(move), move > 0 ? "good" : "bad", currency);
    }

    /** From where to how high, in whole and minor units of a chart, which are for looking only. */
    private static Map<String, Object> bar(
            String name, long from, long height, String color, String currency) {
        return Map.of(
                "name",
                name,
                "from",
                Money.ofMinor(currency, from).decimal(),
                "height",
                Money.ofMinor(currency, height).decimal(),
                "color",
                color,
                "text",
                name + ": " + Wording.amount(Money.ofMinor(currency, height)));
    }

    private static String named(Findings.OneAmount each) {
        return each.name().isEmpty() ? each.engagement() : each.name();
    }

    private static List<RehearsalView.Engagement> engagements(
            long rehearsal, Findings findings, List<Findings.OneAmount> amounts) {
        Map<String, List<Findings.OneAmount>> byId = new LinkedHashMap<>();
        amounts.forEach(
                each -> byId.computeIfAbsent(each.engagement(), id -> new ArrayList<>()).add(each));
        Map<String, List<String>> notes = notes(findings);
        List<RehearsalView.Engagement> all = new ArrayList<>();
        byId.entrySet().stream()
                .limit(MOST_ENGAGEMENTS)
                .map(
                        entry ->
                                engagement(
                                        why(rehearsal, entry.getKey()),
                                        entry.getValue(),
                                        notes.getOrDefault(entry.getKey(), List.of())))
                .forEach(all::add);
        for (Findings.OneEngagement each : findings.withoutAmounts(MOST_ENGAGEMENTS - all.size())) {
            all.add(
                    new RehearsalView.Engagement(
                            each.name().isEmpty() ? each.id() : each.name(),
                            EngagementList.href(each.id()),
                            why(rehearsal, each.id()),
                            each.unit(),
                            each.legalEntity(),
                            "no amount",
                            List.of(),
                            notes.getOrDefault(each.id(), List.of())));
        }
        return all;
    }

    static String why(long rehearsal, String engagement) {
        return "/rehearsals/"
                + rehearsal
                + "/why?engagement="
                + URLEncoder.encode(engagement, StandardCharsets.UTF_8);
    }

    private static RehearsalView.Engagement engagement(
            String why, List<Findings.OneAmount> amounts, List<String> notes) {
        Findings.OneAmount first = amounts.getFirst();
        Map<String, Money> sums = new TreeMap<>();
        for (Findings.OneAmount each : amounts) {
            Difference.Amount amount = each.amount();
            sums.merge(
                    amount.happening() + " " + amount.currency(),
                    Money.ofMinor(amount.currency(), amount.after() - amount.before()),
                    Money::plus);
        }
        String difference =
                sums.entrySet().stream()
                        .filter(each -> !each.getValue().isZero())
                        .max(Comparator.comparing(each -> Math.abs(each.getValue().minor())))
                        .map(
                                each ->
                                        Wording.words(each.getKey().split(" ", 2)[0])
                                                + " "
                                                + signed(each.getValue()))
                        .orElse("other periods only");
        return new RehearsalView.Engagement(
                named(first),
                EngagementList.href(first.engagement()),
                why,
                first.unit(),
                first.legalEntity(),
                difference,
                amounts.stream().map(RehearsalPage::figure).toList(),
                notes);
    }

    private static RehearsalView.Figure figure(Findings.OneAmount each) {
        Difference.Amount amount = each.amount();
        return figure(
                Wording.words(amount.happening()) + ", " + amount.period(),
                amount.currency(),
                amount.before(),
                amount.after());
    }

    private static Map<String, List<String>> notes(Findings findings) {
        Map<String, List<String>> notes = new LinkedHashMap<>();
        findings.onward(MOST_NOTES).forEach(each -> note(notes, each, ONWARD));
        for (Findings.OneAttention each : findings.eachAttention(MOST_NOTES)) {
            note(
                    notes,
                    each.engagement(),
                    "%s: %s"
                            .formatted(
                                    told(each.attention().change()),
                                    GroupedAmounts.in(each.attention().sentence())));
        }
        for (Findings.OneWrite each : findings.eachWrite(MOST_NOTES)) {
            Difference.Write write = each.write();
            note(
                    notes,
                    each.engagement(),
                    "%s %s: %s%s"
                            .formatted(
                                    Wording.words(write.kind()),
                                    write.purpose().substring(write.purpose().indexOf('/') + 1),
                                    told(write.fate()),
                                    write.says().isEmpty() ? "" : "; " + write.says()));
        }
        return notes;
    }

    private static void note(Map<String, List<String>> notes, String engagement, String note) {
        notes.computeIfAbsent(engagement, id -> new ArrayList<>()).add(note);
    }

    private static RehearsalView.Row row(Findings.Attentions each) {
        return new RehearsalView.Row(
                told(each.change()),
                each.code(),
                each.count(),
                each.money().map(Wording::amount).orElse("–"),
                GroupedAmounts.in(each.like()));
    }

    private static RehearsalView.Row row(Findings.Writes each) {
        Optional<Money> money = each.after().or(each::before);
        return new RehearsalView.Row(
                told(each.fate()),
                Wording.words(each.kind()) + " in " + each.system(),
                each.count(),
                money.map(Wording::amount).orElse("–"),
                GroupedAmounts.in(each.like()));
    }

    static String told(Difference.Change change) {
        return switch (change) {
            case APPEARS -> "appears";
            case VANISHES -> "vanishes";
            case CHANGES -> "says something else";
        };
    }

    static String told(Difference.Fate fate) {
        return switch (fate) {
            case CREATED -> "would be made";
            case REWORDED -> "not sent yet, would say something else";
            case WITHDRAWN -> "not sent yet, would not be made";
            case AMENDED -> "sent, would have to be amended";
            case COMPENSATED -> "sent, would have to be taken back";
        };
    }

    private static RehearsalView.Compensated compensated(Compensation each) {
        return new RehearsalView.Compensated(
                each.engagement(),
                EngagementList.href(each.engagement()),
                each.treatment().name().toLowerCase(Locale.ROOT),
                each.amount().map(Wording::amount).orElse("–"),
                each.outcome(),
                GroupedAmounts.in(each.sentence()));
    }
}
