package throughline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import throughline.rehearsal.Compensation;
import throughline.rehearsal.CompensationStore;
import throughline.rehearsal.Cut;
import throughline.rehearsal.Difference;
import throughline.rehearsal.Findings;
import throughline.rehearsal.Rehearsal;
import throughline.rehearsal.RehearsalRows;
import throughline.wording.Counted;
import throughline.wording.Kebab;

/** What rehearsals found, as rows and sentences. */
final class RehearsalReport {

    private static final int MOST = 1_000;

    private RehearsalReport() {}

    static Answer all(List<Rehearsal> rehearsals) {
        List<Map<String, @Nullable Object>> rows =
                rehearsals.stream().map(RehearsalRows::head).toList();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("rehearsals", rows);
        return new Answer(
                json,
                rows,
                rows.isEmpty() ? List.of("No rehearsal yet: throughline rehearse.") : List.of());
    }

    static Answer summary(DataSource database, Rehearsal rehearsal) {
        Findings findings = new Findings(database, rehearsal.number());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Findings.Cell one : findings.happenings()) {
            Map<String, @Nullable Object> each = RehearsalRows.cell(one);
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("what", each.get("account"));
            row.put("currency", each.get("currency"));
            row.put("inForce", each.get("before"));
            row.put("rehearsed", each.get("after"));
            row.put("difference", each.get("difference"));
            rows.add(row);
        }
        return new Answer(
                RehearsalRows.summary(rehearsal, findings), rows, remarks(rehearsal, findings));
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
        rehearsal
                .baseline()
                .map(baseline -> baseline.told(rehearsal.against()))
                .filter(told -> !told.isEmpty())
                .ifPresent(remarks::add);
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
        summary.json().put("compensation", RehearsalRows.compensations(plan));
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
        List<Map<String, @Nullable Object>> rows = RehearsalRows.compensations(plan);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("by", "compensation");
        json.put("rows", rows);
        return new Answer(
                json,
                rows,
                rows.isEmpty() ? List.of("There is nothing to compensate.") : List.of());
    }

    static Answer cut(Findings findings, Cut by) {
        List<Map<String, @Nullable Object>> rows =
                switch (by) {
                    case ENGAGEMENT -> cells(findings, Findings.By.ENGAGEMENT);
                    case ACCOUNT -> cells(findings, Findings.By.ACCOUNT);
                    case PERIOD -> cells(findings, Findings.By.PERIOD);
                    case ENTITY -> cells(findings, Findings.By.ENTITY);
                    case UNIT -> cells(findings, Findings.By.UNIT);
                    case CURRENCY -> cells(findings, Findings.By.CURRENCY);
                    case EXCEPTIONS -> RehearsalRows.attention(findings);
                    case WRITES ->
                            findings.eachWrite(MOST).stream().map(RehearsalRows::write).toList();
                    case COMPENSATION -> List.of();
                };
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("by", Kebab.of(by));
        json.put("rows", rows);
        return new Answer(json, rows, rows.isEmpty() ? List.of("Nothing differs.") : List.of());
    }

    private static List<Map<String, @Nullable Object>> cells(Findings findings, Findings.By by) {
        return findings.amounts(by).stream().map(RehearsalRows::cell).toList();
    }
}
