package throughline.rehearsal;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.money.Money;

/**
 * Credits of invoices that are ordered and that their system has not confirmed: they are not
 * credited in the books yet, and no more than an invoice is left of may be credited beside them.
 */
final class CreditsUnderWay {

    private static final String OPEN =
            """
            select a.body::jsonb ->> 'invoice', a.at_stake_currency, sum(a.at_stake_minor)::int8
            from action a
            where a.engagement = any(?::text[]) and a.kind = 'POST_CREDIT_NOTE'
                and a.status in ('planned', 'held', 'sent', 'ambiguous')
                and a.at_stake_currency is not null and a.body::jsonb ->> 'invoice' is not null
            group by 1, 2
            """;

    private final Map<String, Money> byInvoice = new HashMap<>();

    private CreditsUnderWay() {}

    static CreditsUnderWay read(DataSource database, Collection<String> engagements) {
        CreditsUnderWay credits = new CreditsUnderWay();
        JdbcClient.create(database)
                .sql(OPEN)
                .param(engagements.toArray(String[]::new))
                .query(
                        row -> {
                            credits.byInvoice.put(
                                    row.getString(1),
                                    Money.ofMinor(row.getString(2), row.getLong(3)));
                        });
        return credits;
    }

    /** How much of an invoice is being credited; empty when nothing is. */
    Optional<Money> of(String invoice) {
        return Optional.ofNullable(byInvoice.get(invoice));
    }
}
