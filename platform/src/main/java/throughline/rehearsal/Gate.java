package throughline.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.landscape.Threshold;
import throughline.money.Money;
import throughline.wording.Counted;

/** Whether what a rehearsal found needs a second person. */
final class Gate {

    /** What moves in the books of each kind, without setting one engagement off against another. */
    private static final String MOVED =
            """
            select a.happening, a.currency, a.moved, coalesce(p.minor, 0)
            from (select happening, currency, sum(abs(after_minor - before_minor))::int8 as moved
                from rehearsed_amount where rehearsal = ? group by 1, 2) a
            left join (select happening, currency, sum(abs(minor))::int8 as minor
                from posting group by 1, 2) p using (happening, currency)
            order by 1, 2
            """;

    /** Documents that would be written otherwise, with or without other money on them. */
    private static final String DOCUMENTS =
            """
            select kind, count(*) from rehearsed_write where rehearsal = ? group by kind
            order by 2 desc, 1
            """;

    private static final String IN_FORCE =
            "select count(*) from action where status not in ('withdrawn', 'cancelled')";

    private static final int MOST_KINDS = 3;

    private Gate() {}

    /** Why it does, in a sentence; empty when nobody needs to agree. */
    static Optional<String> of(
            DataSource database, long rehearsal, Threshold threshold, List<Compensation> plan) {
        List<String> reasons = new ArrayList<>();
        JdbcClient.create(database)
                .sql(MOVED)
                .param(rehearsal)
                .query(
                        row -> {
                            Money moved = Money.ofMinor(row.getString(2), row.getLong(3));
                            Money inForce = Money.ofMinor(row.getString(2), row.getLong(4));
                            if (threshold.isExceededBy(moved, inForce)) {
                                reasons.add(
                                        "%s of %s moves by %s"
                                                .formatted(
                                                        inForce,
                                                        row.getString(1).replace('-', ' '),
                                                        moved));
                            }
                        });
        documents(JdbcClient.create(database), rehearsal, threshold).ifPresent(reasons::add);
        credits(plan).ifPresent(reasons::add);
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons) + ".");
    }

    /** A tax code on five hundred invoices moves no money, and is no decision of one person. */
    private static Optional<String> documents(
            JdbcClient database, long rehearsal, Threshold threshold) {
        List<String> kinds = new ArrayList<>();
        long[] changed = new long[1];
        database.sql(DOCUMENTS)
                .param(rehearsal)
                .query(
                        row -> {
                            kinds.add(row.getLong(2) + " " + row.getString(1));
                            changed[0] += row.getLong(2);
                        });
        long inForce = database.sql(IN_FORCE).query(Long.class).single();
        if (!threshold.isExceededBy(changed[0], inForce)) {
            return Optional.empty();
        }
        String more = kinds.size() > MOST_KINDS ? " and others" : "";
        return Optional.of(
                "%s would be written otherwise, beside %s in force (%s%s)"
                        .formatted(
                                Counted.of(changed[0], "document"),
                                Counted.of(inForce, "that is", "that are"),
                                String.join(
                                        ", ", kinds.subList(0, Math.min(MOST_KINDS, kinds.size()))),
                                more));
    }

    /** A credit takes two people whoever asks for it, so the credits of a plan do too. */
    private static Optional<String> credits(List<Compensation> plan) {
        Map<String, Money> sums = new TreeMap<>();
        long count = 0;
        for (Compensation each : plan) {
            if (each.treatment() == Compensation.Treatment.CREDIT && each.amount().isPresent()) {
                count++;
                Money amount = each.amount().get();
                sums.merge(amount.currency().getCode(), amount, Money::plus);
            }
        }
        return count == 0
                ? Optional.empty()
                : Optional.of(
                        "%s credited by %s"
                                .formatted(
                                        Counted.of(
                                                count, "posted invoice is", "posted invoices are"),
                                        String.join(
                                                ", ",
                                                sums.values().stream()
                                                        .map(Money::toString)
                                                        .toList())));
    }
}
