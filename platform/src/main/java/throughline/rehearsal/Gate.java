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

/** Whether what a rehearsal found needs a second person. */
final class Gate {

    /** What moves in the books of each kind, without setting one engagement off against another. */
    private static final String MOVED =
            """
            select a.happening, a.currency, sum(abs(a.after_minor - a.before_minor))::int8,
                (select coalesce(sum(abs(p.minor)), 0)::int8 from posting p
                    where p.happening = a.happening and p.currency = a.currency)
            from rehearsed_amount a where a.rehearsal = ?
            group by a.happening, a.currency order by 1, 2
            """;

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
                                                .formatted(inForce, row.getString(1), moved));
                            }
                        });
        credits(plan).ifPresent(reasons::add);
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons) + ".");
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
                        "%d posted invoice%s credited by %s"
                                .formatted(
                                        count,
                                        count == 1 ? " is" : "s are",
                                        String.join(
                                                ", ",
                                                sums.values().stream()
                                                        .map(Money::toString)
                                                        .toList())));
    }
}
