package throughline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import throughline.money.Money;
import throughline.rehearsal.Compensation;
import throughline.rehearsal.CompensationStore;
import throughline.rehearsal.Difference;
import throughline.rehearsal.Findings;
import throughline.rehearsal.Rehearsal;
import throughline.wording.Counted;

/** What rehearsals found, as rows and sentences. */
final class RehearsalReport {

    private static final int MOST = 1_000;

    private RehearsalReport() {}

    static Answer all(List<Rehearsal> rehearsals) {
        List<Map<String, @Nullable Object>> rows =
                rehearsals.stream().map(RehearsalReport::head).toList();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("rehearsals", rows);
        return new Answer(
                json,
                rows,
                rows.isEmpty() ? List.of("No rehearsal yet: throughline rehearse.") : List.of());
    }

    private static Map<String, @Nullable Object> head(Rehearsal rehearsal) {
        Map<String, @Nullable Object> head = new LinkedHashMap<>();
        head.put("rehearsal", rehearsal.number());
        head.put("release", rehearsal.release());
        head.put("against", rehearsal.against());
        head.put("scope", rehearsal.scope());
        head.put("state", ReleaseReport.lower(rehearsal.state()));
        head.put("engagements", rehearsal.engagements());
        head.put("events", rehearsal.events());
        head.put("millis", rehearsal.millis());
        head.put("by", rehearsal.by());
        head.put("gate", rehearsal.gate().orElse(null));
        return head;
    }

    static Answer summary(DataSource database, Rehearsal rehearsal) {
        Findings findings = new Findings(database, rehearsal.number());
        List<Map<String, @Nullable Object>> money =
                findings.happenings().stream().map(RehearsalReport::cell).toList();
        Map<String, @Nullable Object> json = head(rehearsal);
        json.put("differ", findings.engagements());
        json.put("money", money);
        json.put("exceptions", attention(findings));
        json.put("writes", writes(findings));
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Map<String, @Nullable Object> each : money) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("what", each.get("account"));
            row.put("currency", each.get("currency"));
            row.put("inForce", each.get("before"));
            row.put("rehearsed", each.get("after"));
            row.put("difference", each.get("difference"));
            rows.add(row);
        }
        return new Answer(json, rows, remarks(rehearsal, findings));
    }

    private static List<String> remarks(Rehearsal rehearsal, Findings findings) {
        List<String> remarks = new ArrayList<>();
        long differ = findings.engagements();
        remarks.add(
                ("Rehearsal %d of release %s against %s, %s: %s, %s in %s s; %s.")
                        .formatted(
                                rehearsal.number(),
                                rehearsal.release(),
                                rehearsal.against(),
                                rehearsal.scope(),
                                Counted.of(rehearsal.engagements(), "engagement"),
                                Counted.of(rehearsal.events(), "event"),
                                String.format(Locale.ENGLISH, "%.1f", rehearsal.millis() / 1e3),
                                differ == 0
                                        ? "nothing differs"
                                        : Counted.of(differ, "differs", "differ")));
        for (Findings.Attentions each : findings.attention()) {
            remarks.add(
                    "%s: %s%s"
                            .formatted(
                                    exceptions(each.count(), each.change()),
                                    each.code(),
                                    each.money().map(money -> ", " + money).orElse("")));
        }
        for (Findings.Writes each : findings.writes()) {
            remarks.add(
                    "%d %s to %s %s%s"
                            .formatted(
                                    each.count(),
                                    each.kind(),
                                    each.system(),
                                    fate(each),
                                    each.like().isEmpty() ? "" : " (" + each.like() + ")"));
        }
        remarks.add(
                rehearsal
                        .gate()
                        .map(why -> "A second person must agree: " + why)
                        .orElse("Nobody else needs to agree."));
        remarks.add(
                ("See more: throughline rehearsal show %d --by"
                     + " engagement|account|period|entity|unit|exceptions|writes, or --at-once")
                        .formatted(rehearsal.number()));
        return remarks;
    }

    /** {@code 1 exception appears}. */
    static String exceptions(long count, Difference.Change change) {
        return switch (change) {
            case APPEARS -> Counted.of(count, "exception appears", "exceptions appear");
            case VANISHES -> Counted.of(count, "exception vanishes", "exceptions vanish");
            case CHANGES ->
                    Counted.of(
                            count,
                            "exception says something else",
                            "exceptions say something else");
        };
    }

    private static String fate(Findings.Writes each) {
        return switch (each.fate()) {
            case CREATED -> "would be made" + each.after().map(m -> ", " + m).orElse("");
            case REWORDED -> "not sent yet would say something else";
            case WITHDRAWN -> "not sent yet would not be made";
            case AMENDED ->
                    "would have to be amended"
                            + each.before()
                                    .flatMap(
                                            was -> each.after().map(is -> ", " + was + " to " + is))
                                    .orElse("");
            case COMPENSATED ->
                    "would have to be taken back" + each.before().map(m -> ", " + m).orElse("");
        };
    }

    /** The same with what becomes of documents that cannot be unsent. */
    static Answer rollBack(DataSource database, Rehearsal rehearsal) {
        Answer summary = summary(database, rehearsal);
        List<Compensation> plan = new CompensationStore(database).of(rehearsal.number());
        summary.json().put("compensation", compensations(plan));
        for (Compensation.Treatment treatment : Compensation.Treatment.values()) {
            long count = plan.stream().filter(each -> each.treatment() == treatment).count();
            if (count > 0) {
                summary = summary.remarking(Counted.of(count, "document") + ": " + told(treatment));
            }
        }
        return summary.remarking(
                "Each of them: throughline rehearsal show %d --by compensation"
                        .formatted(rehearsal.number()));
    }

    private static String told(Compensation.Treatment treatment) {
        return switch (treatment) {
            case CREDIT -> "a credit note is ordered when going back.";
            case FOLLOWS -> "put right by what is decided next.";
            case CANNOT -> "cannot be unsent; a person must settle them.";
        };
    }

    static Answer compensation(List<Compensation> plan) {
        List<Map<String, @Nullable Object>> rows = compensations(plan);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("by", "compensation");
        json.put("rows", rows);
        return new Answer(
                json,
                rows,
                rows.isEmpty() ? List.of("There is nothing to compensate.") : List.of());
    }

    private static List<Map<String, @Nullable Object>> compensations(List<Compensation> plan) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Compensation each : plan) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("engagement", each.engagement());
            row.put("treatment", ReleaseReport.lower(each.treatment()));
            row.put("amount", text(each.amount()));
            row.put("outcome", each.outcome());
            row.put("sentence", each.sentence());
            rows.add(row);
        }
        return rows;
    }

    static Answer cut(Findings findings, RehearsalCommand.Cut by) {
        List<Map<String, @Nullable Object>> rows =
                switch (by) {
                    case ENGAGEMENT -> cells(findings, Findings.By.ENGAGEMENT);
                    case ACCOUNT -> cells(findings, Findings.By.ACCOUNT);
                    case PERIOD -> cells(findings, Findings.By.PERIOD);
                    case ENTITY -> cells(findings, Findings.By.ENTITY);
                    case UNIT -> cells(findings, Findings.By.UNIT);
                    case CURRENCY -> cells(findings, Findings.By.CURRENCY);
                    case EXCEPTIONS -> attention(findings);
                    case WRITES -> eachWrite(findings);
                    case COMPENSATION -> List.of();
                };
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("by", ReleaseReport.lower(by));
        json.put("rows", rows);
        return new Answer(json, rows, rows.isEmpty() ? List.of("Nothing differs.") : List.of());
    }

    private static List<Map<String, @Nullable Object>> cells(Findings findings, Findings.By by) {
        return findings.amounts(by).stream().map(RehearsalReport::cell).toList();
    }

    private static Map<String, @Nullable Object> cell(Findings.Cell cell) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        if (!cell.part().isEmpty()) {
            row.put("part", cell.part());
        }
        row.put("account", cell.account());
        row.put("currency", cell.currency());
        row.put("before", decimal(Money.ofMinor(cell.currency(), cell.before())));
        row.put("after", decimal(Money.ofMinor(cell.currency(), cell.after())));
        row.put("difference", decimal(cell.difference()));
        return row;
    }

    private static String decimal(Money money) {
        return money.decimal().toPlainString();
    }

    private static List<Map<String, @Nullable Object>> attention(Findings findings) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Findings.Attentions each : findings.attention()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("change", ReleaseReport.lower(each.change()));
            row.put("code", each.code());
            row.put("count", each.count());
            row.put("money", text(each.money()));
            row.put("like", each.like());
            rows.add(row);
        }
        return rows;
    }

    private static List<Map<String, @Nullable Object>> writes(Findings findings) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Findings.Writes each : findings.writes()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("fate", ReleaseReport.lower(each.fate()));
            row.put("kind", each.kind());
            row.put("system", each.system());
            row.put("count", each.count());
            row.put("before", text(each.before()));
            row.put("after", text(each.after()));
            row.put("like", each.like());
            rows.add(row);
        }
        return rows;
    }

    private static List<Map<String, @Nullable Object>> eachWrite(Findings findings) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Findings.OneWrite each : findings.eachWrite(MOST)) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("engagement", each.engagement());
            row.put("fate", ReleaseReport.lower(each.write().fate()));
            row.put("kind", each.write().kind());
            row.put("write", each.write().purpose());
            row.put("before", text(each.write().before()));
            row.put("after", text(each.write().after()));
            row.put("says", each.write().says());
            rows.add(row);
        }
        return rows;
    }

    private static @Nullable String text(Optional<Money> money) {
        return money.map(Money::toString).orElse(null);
    }
}
