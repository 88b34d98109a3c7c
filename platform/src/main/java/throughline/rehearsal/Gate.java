package throughline.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    static Optional<String> of(DataSource database, long rehearsal, Threshold threshold) {
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
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons) + ".");
    }
}
