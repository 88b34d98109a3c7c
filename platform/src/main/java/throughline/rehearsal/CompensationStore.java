package throughline.rehearsal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal;
import throughline.engine.Decisions;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.rehearsal.Compensation.Treatment;
import throughline.releases.Signature;

/** Plans of compensation, and what came of them. */
public final class CompensationStore {

    /** An order's action has its order's name at the end. */
    private static final String ALL =
            """
            select c.engagement, c.purpose, c.treatment, c.sentence, c.invoice, c.currency, c.minor,
                case when c.treatment <> 'credit' then ''
                    when c.ordered is null then 'not ordered'
                    when a.status = 'confirmed' then 'credited as '
                        || coalesce(a.facts::jsonb ->> 'number', a.external_id, 'a note')
                    when a.status = 'rejected' then 'refused: ' || coalesce(a.sentence, a.code, '')
                    when a.status = 'ambiguous' then 'nobody can tell: ' || coalesce(a.sentence, '')
                    when a.status in ('withdrawn', 'cancelled') then a.status
                    when a.status is not null then 'under way'
                    when x.sentence is not null then 'not possible: ' || x.sentence
                    when d.taken_at is null then 'ordered, not decided yet'
                    else 'nothing came of it' end
            from compensation c
            left join decision d on d.id = c.ordered
            left join action a on a.engagement = c.engagement and a.kind = 'POST_CREDIT_NOTE'
                and a.key like '%/' || 'rollback-' || c.rehearsal
                and a.natural_key = c.invoice || '/rollback-' || c.rehearsal
            left join exception_item x on x.engagement = c.engagement and x.closed is null
                and x.key = 'credit-impossible:' || c.invoice || ':rollback-' || c.rehearsal
            where c.rehearsal = ? order by c.engagement, c.purpose
            """;

    /** What left the house while people made up their minds; no plan knows it. */
    private static final String SINCE =
            """
            insert into compensation (rehearsal, engagement, purpose, treatment, sentence, invoice,
                currency, minor)
            select r.id, a.engagement, 'since ' || a.key, 'follows',
                lower(replace(a.kind, '_', ' ')) || ': It was sent after this was planned. What'
                    || ' differs goes on what is decided next.',
                '', a.at_stake_currency, a.at_stake_minor
            from rehearsal r join action a on a.status in ('sent', 'ambiguous', 'confirmed')
                and coalesce(a.concluded_at, a.sent_at) > r.started_at
            where r.id = ? and a.kind in ('POST_INVOICE', 'POST_CREDIT_NOTE', 'POST_JOURNAL')
            on conflict do nothing
            """;

    private final DataSource source;
    private final JdbcClient database;

    /** Those of a database. */
    public CompensationStore(DataSource database) {
        this.source = database;
        this.database = JdbcClient.create(database);
    }

    void keep(long rehearsal, List<Compensation> plan) {
        for (Compensation each : plan) {
            database.sql(
                            """
                            insert into compensation (rehearsal, engagement, purpose, treatment,
                                sentence, invoice, currency, minor)
                            values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                            """)
                    .params(
                            Arrays.asList(
                                    rehearsal,
                                    each.engagement(),
                                    each.purpose(),
                                    each.treatment().name().toLowerCase(Locale.ROOT),
                                    each.sentence(),
                                    each.invoice(),
                                    each.amount()
                                            .map(money -> money.currency().getCode())
                                            .orElse(null),
                                    each.amount().map(Money::minor).orElse(null)))
                    .update();
        }
    }

    /** The plan that a rehearsal led to, and what came of each part of it by now. */
    public List<Compensation> of(long rehearsal) {
        return database.sql(ALL).param(rehearsal).query(CompensationStore::read).list();
    }

    private static Compensation read(ResultSet row, int number) throws SQLException {
        @Nullable String currency = row.getString(6);
        return new Compensation(
                row.getString(1),
                row.getString(2),
                Treatment.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                row.getString(4),
                row.getString(5),
                currency == null
                        ? Optional.empty()
                        : Optional.of(Money.ofMinor(currency, row.getLong(7))),
                row.getString(8));
    }

    /**
     * Orders every credit of a plan that is still possible, once, and notes what was sent since the
     * plan was made. Belongs into the transaction of the change-over.
     */
    void order(long rehearsal, Release earlier, Signature by, Instant now) {
        List<Compensation> credits =
                of(rehearsal).stream()
                        .filter(each -> each.treatment() == Treatment.CREDIT)
                        .filter(each -> each.amount().isPresent())
                        .toList();
        Map<Compensation, String> impossible =
                Compensating.impossible(source, earlier, rehearsal, credits);
        for (Compensation each : credits) {
            @Nullable String why = impossible.get(each);
            if (why == null) {
                order(rehearsal, each, by, now);
            } else {
                database.sql(
                                """
                                update compensation set treatment = 'cannot', sentence = ?
                                where rehearsal = ? and engagement = ? and purpose = ?
                                """)
                        .params(
                                "Since this was planned: " + why,
                                rehearsal,
                                each.engagement(),
                                each.purpose())
                        .update();
            }
        }
        database.sql(SINCE).param(rehearsal).update();
    }

    private void order(long rehearsal, Compensation credit, Signature by, Instant now) {
        long decision =
                Decisions.decide(
                        source,
                        new EngagementId(credit.engagement()),
                        new Signal.Verdict.Credit(
                                credit.invoice(),
                                credit.amount().orElseThrow(),
                                "rollback-" + rehearsal,
                                "going back to an earlier release"),
                        by.toString(),
                        now);
        database.sql(
                        """
                        update compensation set ordered = ?
                        where rehearsal = ? and engagement = ? and purpose = ?
                        """)
                .params(decision, rehearsal, credit.engagement(), credit.purpose())
                .update();
    }
}
