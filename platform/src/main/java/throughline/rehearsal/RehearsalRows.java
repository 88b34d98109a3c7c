package throughline.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.money.Money;
import throughline.wording.Kebab;

/** What rehearsals found, as the command line and programs are told it. */
public final class RehearsalRows {

    private RehearsalRows() {}

    /** What one is, without what it found. */
    public static Map<String, @Nullable Object> head(Rehearsal rehearsal) {
        Map<String, @Nullable Object> head = new LinkedHashMap<>();
        head.put("rehearsal", rehearsal.number());
        head.put("release", rehearsal.release());
        head.put("against", rehearsal.against());
        head.put("baseline", rehearsal.baseline().map(Kebab::of).orElse(null));
        head.put("scope", rehearsal.scope());
        head.put("state", Kebab.of(rehearsal.state()));
        head.put("engagements", rehearsal.engagements());
        head.put("events", rehearsal.events());
        head.put("millis", rehearsal.millis());
        head.put("by", rehearsal.by());
        head.put("gate", rehearsal.gate().orElse(null));
        return head;
    }

    /** The same with what it found, in sums. */
    public static Map<String, @Nullable Object> summary(Rehearsal rehearsal, Findings findings) {
        Map<String, @Nullable Object> told = head(rehearsal);
        told.put("differ", findings.engagements());
        told.put("money", findings.happenings().stream().map(RehearsalRows::cell).toList());
        told.put("exceptions", attention(findings));
        told.put("writes", writes(findings));
        return told;
    }

    /** Documents that cannot be unsent, and what becomes of each. */
    public static List<Map<String, @Nullable Object>> compensations(List<Compensation> plan) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Compensation each : plan) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("engagement", each.engagement());
            row.put("treatment", Kebab.of(each.treatment()));
            row.put("amount", text(each.amount()));
            row.put("outcome", each.outcome());
            row.put("sentence", each.sentence());
            rows.add(row);
        }
        return rows;
    }

    /** An account, or a happening, in a part of what differs. */
    public static Map<String, @Nullable Object> cell(Findings.Cell cell) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        if (!cell.part().isEmpty()) {
            row.put("part", cell.part());
        }
        row.put("account", cell.account());
        row.put("currency", cell.currency());
        row.put("before", decimal(cell.currency(), cell.before()));
        row.put("after", decimal(cell.currency(), cell.after()));
        row.put("difference", cell.difference().decimal().toPlainString());
        return row;
    }

    /** Exceptions that appear, vanish or change, those of one code together. */
    public static List<Map<String, @Nullable Object>> attention(Findings findings) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Findings.Attentions each : findings.attention()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("change", Kebab.of(each.change()));
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
            row.put("fate", Kebab.of(each.fate()));
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

    /** A write that would have another fate. */
    public static Map<String, @Nullable Object> write(Findings.OneWrite each) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("engagement", each.engagement());
        row.put("fate", Kebab.of(each.write().fate()));
        row.put("kind", each.write().kind());
        row.put("write", each.write().purpose());
        row.put("before", text(each.write().before()));
        row.put("after", text(each.write().after()));
        row.put("says", each.write().says());
        return row;
    }

    /** What putting the release in force would change at once. */
    public static Map<String, @Nullable Object> atOnce(AtOnce.Told told) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("differ", told.of());
        all.put("looked", told.looked());
        all.put("change", told.differences().size());
        all.put("money", moneyAtOnce(told));
        List<Map<String, @Nullable Object>> documents = new ArrayList<>();
        for (AtOnce.OneKind each : told.documents()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("fate", Kebab.of(each.fate()));
            row.put("kind", each.kind());
            row.put("system", each.system());
            row.put("count", each.count());
            documents.add(row);
        }
        all.put("documents", documents);
        List<Map<String, @Nullable Object>> exceptions = new ArrayList<>();
        for (Difference.Change change : Difference.Change.values()) {
            told.exceptions(change)
                    .forEach(
                            (code, count) -> {
                                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                                row.put("change", Kebab.of(change));
                                row.put("code", code);
                                row.put("count", count);
                                exceptions.add(row);
                            });
        }
        all.put("exceptions", exceptions);
        return all;
    }

    /** What it would post of each kind. */
    public static List<Map<String, @Nullable Object>> moneyAtOnce(AtOnce.Told told) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (AtOnce.Posted posted : told.money()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("what", posted.happening());
            row.put("currency", posted.amount().currency().getCode());
            row.put("posts", posted.amount().decimal().toPlainString());
            rows.add(row);
        }
        return rows;
    }

    private static String decimal(String currency, long minor) {
        return Money.ofMinor(currency, minor).decimal().toPlainString();
    }

    private static @Nullable String text(Optional<Money> money) {
        return money.map(Money::toString).orElse(null);
    }
}
