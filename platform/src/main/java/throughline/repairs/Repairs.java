package throughline.repairs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.align.ActionKey;
import throughline.approvals.Approvals;
import throughline.audit.AuditLog;
import throughline.database.OneTransaction;
import throughline.decisions.Deciding;
import throughline.decisions.PersonalDecisions.Answer;
import throughline.decisions.Prospect;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal.Verdict;
import throughline.money.Money;
import throughline.people.Actor;
import throughline.people.RefusedToPersonException;
import throughline.people.RefusedToPersonException.Kind;
import throughline.people.Scope;

/**
 * Repairs of one cause. After a crash in the middle, what was not run is still to be run, and told
 * so.
 *
 * <p><b>Threads</b>: safe for any number.
 */
public final class Repairs {

    /** How many cases one repair takes at most; what is left is found again. */
    public static final int MOST = 500;

    private static final String CASES =
            """
            select x.engagement, x.key, x.opened_sequence, x.code, x.facts ->> 'action' as action,
                coalesce(e.name, e.id) as name, x.at_stake_currency, x.at_stake_minor
            from exception_item x join engagement e on e.id = x.engagement
            where x.closed is null and x.fingerprint = :cause
                and in_scope(e.unit, e.legal_entity, :units, :entities)
            order by x.at_stake_minor desc nulls last, x.engagement, x.key limit :most
            """;
    private static final String OUTCOMES =
            """
            select c.engagement, c.key, coalesce(e.name, c.engagement) as name, c.outcome, c.number,
                c.sentence, x.closed_why, x.closed is not null as settled,
                again.sentence as again, d.taken_at is not null as taken, r.state as answer,
                exists (select from action a where a.engagement = c.engagement
                    and a.status in ('planned', 'sent')
                    and c.key = 'action:' || regexp_replace(a.key, '~[0-9]+$', '')) as asked
            from repair_case c
            left join engagement e on e.id = c.engagement
            left join exception_item x on x.engagement = c.engagement and x.key = c.key
                and x.opened_sequence = c.opened_sequence
            left join lateral (select sentence from exception_item y
                where y.engagement = c.engagement and y.key = c.key and y.closed is null
                    and y.opened_sequence > c.opened_sequence limit 1) again on true
            left join decision d on c.outcome = 'decided' and d.id = c.number
            left join approval_request r on c.outcome = 'requested' and r.id = c.number
            where c.repair = ? order by c.at, c.engagement
            """;

    private final JdbcClient database;
    private final OneTransaction transaction;
    private final AuditLog audit;
    private final Deciding deciding;

    /** Repairs of a database, decided like everything else. */
    public Repairs(DataSource database, Deciding deciding) {
        this.database = JdbcClient.create(database);
        this.transaction = new OneTransaction(database);
        this.audit = new AuditLog(database);
        this.deciding = deciding;
    }

    /** One open exception of a cause. */
    public record Case(
            String engagement,
            String key,
            long openedSequence,
            String name,
            Optional<Money> atStake,
            Optional<Verdict> remedy) {}

    /**
     * What a repair would do in one place.
     *
     * @param hindrance why it cannot be done there; empty when it can
     */
    public record Preview(Case one, List<String> willHappen, String hindrance, boolean takesTwo) {}

    /** A repair. */
    public record Repair(long id, String fingerprint, String reason, String by) {}

    /**
     * What became of one case.
     *
     * @param settled whether its exception is closed and has not come back
     * @param told the truth in one sentence
     */
    public record Outcome(
            String engagement, String name, String outcome, boolean settled, String told) {}

    /** What the repair of a cause would do, everywhere, before anything is done. */
    public List<Preview> preview(Actor by, String cause) {
        return cases(by.person().scope(), cause).stream().map(each -> preview(by, each)).toList();
    }

    private Preview preview(Actor by, Case one) {
        if (one.remedy().isEmpty()) {
            return new Preview(
                    one, List.of(), "nothing can be decided here: mend the cause", false);
        }
        try {
            Prospect prospect =
                    deciding.desk()
                            .prospect(by, new EngagementId(one.engagement()), one.remedy().get());
            return new Preview(one, prospect.willHappen(), "", prospect.second().isPresent());
        } catch (RefusedToPersonException refused) {
            return new Preview(one, List.of(), String.valueOf(refused.getMessage()), false);
        }
    }

    /**
     * Begins a repair in one place.
     *
     * @throws RefusedToPersonException when it cannot be done there; nothing is begun then
     */
    public Repair begin(Actor by, String cause, String engagement, String reason) {
        String why = Approvals.reason(reason);
        Case first =
                cases(by.person().scope(), cause).stream()
                        .filter(each -> each.engagement().equals(engagement))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new RefusedToPersonException(
                                                Kind.NOT_THERE,
                                                "not-open",
                                                "Nothing was done: there is no open exception of"
                                                        + " this cause there."));
        Preview preview = preview(by, first);
        if (!preview.hindrance().isEmpty()) {
            throw RefusedToPersonException.refused(
                    "cannot-repair", "Nothing was done: " + preview.hindrance());
        }
        return transaction.of(
                () -> {
                    Repair repair =
                            database.sql(
                                            """
                                            insert into repair (fingerprint, reason, by, login, at)
                                            values (?, ?, ?, ?, ?)
                                            returning id, fingerprint, reason, by
                                            """)
                                    .params(
                                            cause,
                                            why,
                                            by.person().name(),
                                            by.person().login(),
                                            Timestamp.from(deciding.clock().instant()))
                                    .query((row, number) -> repair(row))
                                    .single();
                    audit.add(
                            by.did("repair-begun", cause, why, "", "repair " + repair.id()),
                            deciding.clock().instant());
                    run(by, repair, first);
                    return repair;
                });
    }

    /** Runs a repair in all places where it was not run yet; how many they were. */
    public int rest(Actor by, long id) {
        Repair repair = find(by, id);
        int run = 0;
        for (Case each : left(by, repair)) {
            // A transaction for each: one that fails undoes itself only, and is told.
            boolean mine =
                    transaction.of(
                            () -> {
                                boolean first = isFirst(repair, each);
                                if (first) {
                                    run(by, repair, each);
                                }
                                return first;
                            });
            run += mine ? 1 : 0;
        }
        return run;
    }

    /** Whether nobody ran it there yet; whoever asks at the same time waits for the first. */
    private boolean isFirst(Repair repair, Case one) {
        database.sql("select id from repair where id = ? for update")
                .param(repair.id())
                .query(Long.class)
                .single();
        return database.sql(
                        """
                        select not exists (select from repair_case
                            where repair = ? and engagement = ? and key = ?)
                        """)
                .params(repair.id(), one.engagement(), one.key())
                .query(Boolean.class)
                .single();
    }

    /** Where a repair was not run yet. */
    public List<Case> left(Actor by, Repair repair) {
        Set<String> run =
                database
                        .sql("select engagement || ' ' || key from repair_case where repair = ?")
                        .param(repair.id())
                        .query(String.class)
                        .list()
                        .stream()
                        .collect(Collectors.toSet());
        return cases(by.person().scope(), repair.fingerprint()).stream()
                .filter(each -> !run.contains(each.engagement() + " " + each.key()))
                .toList();
    }

    /**
     * A repair that somebody may go on with: their own.
     *
     * @throws RefusedToPersonException when there is none, or it is somebody else's
     */
    public Repair find(Actor by, long id) {
        return database.sql(
                        "select id, fingerprint, reason, by from repair where id = ? and login = ?")
                .params(id, by.person().login())
                .query((row, number) -> repair(row))
                .optional()
                .orElseThrow(
                        () ->
                                new RefusedToPersonException(
                                        Kind.NOT_THERE,
                                        "not-found",
                                        "There is no repair %d of yours.".formatted(id)));
    }

    /** What became of every case, as it stands now. */
    public List<Outcome> outcomes(Repair repair) {
        return database.sql(OUTCOMES)
                .param(repair.id())
                .query((row, number) -> outcome(row))
                .list();
    }

    private void run(Actor by, Repair repair, Case one) {
        String outcome;
        @Nullable Long number = null;
        String sentence = "";
        try {
            Verdict remedy =
                    one.remedy()
                            .orElseThrow(
                                    () ->
                                            RefusedToPersonException.refused(
                                                    "no-remedy",
                                                    "Nothing can be decided here: mend the"
                                                            + " cause."));
            Answer answer =
                    deciding.decisions()
                            .decide(
                                    deciding.by(by),
                                    new EngagementId(one.engagement()),
                                    remedy,
                                    Optional.empty(),
                                    repair.reason());
            switch (answer) {
                case Answer.Decided(var decision, var _) -> {
                    outcome = "decided";
                    number = decision;
                }
                case Answer.Requested(var request, var _) -> {
                    outcome = "requested";
                    number = request.id();
                }
            }
        } catch (RefusedToPersonException refused) {
            outcome = "refused";
            sentence = String.valueOf(refused.getMessage());
        }
        List<@Nullable Object> row = new ArrayList<>();
        row.add(repair.id());
        row.add(one.engagement());
        row.add(one.key());
        row.add(one.openedSequence());
        row.add(outcome);
        row.add(number);
        row.add(sentence);
        row.add(Timestamp.from(deciding.clock().instant()));
        database.sql(
                        """
                        insert into repair_case (repair, engagement, key, opened_sequence, outcome,
                            number, sentence, at)
                        values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(row)
                .update();
    }

    private List<Case> cases(Scope scope, String cause) {
        return database.sql(CASES)
                .param("cause", cause)
                .param("units", scope.units().toArray(String[]::new))
                .param("entities", scope.entities().toArray(String[]::new))
                .param("most", MOST)
                .query((row, number) -> found(row))
                .list();
    }

    private static Case found(ResultSet row) throws SQLException {
        String code = row.getString("code");
        String key = row.getString("key");
        @Nullable String action = row.getString("action");
        Optional<Verdict> remedy = Optional.empty();
        if (code.equals("action-rejected") && action != null) {
            remedy = Optional.of(new Verdict.Retry(new ActionKey(action)));
        } else if (key.startsWith("gate:")) {
            remedy = Optional.of(new Verdict.Waive(code, ""));
        }
        @Nullable String currency = row.getString("at_stake_currency");
        long minor = row.getLong("at_stake_minor");
        return new Case(
                row.getString("engagement"),
                key,
                row.getLong("opened_sequence"),
                row.getString("name"),
                Optional.ofNullable(currency).map(each -> Money.ofMinor(each, minor)),
                remedy);
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        @Nullable String again = row.getString("again");
        @Nullable String answer = row.getString("answer");
        boolean asked = row.getBoolean("asked");
        boolean settled = row.getBoolean("settled") && again == null && !asked;
        String told;
        if (outcome.equals("refused")) {
            told = row.getString("sentence");
        } else if (again != null) {
            told = "Done, and held up again: " + again;
        } else if (row.getBoolean("settled") && asked) {
            told = "Asked for again; there is no answer yet.";
        } else if (settled) {
            told = "Settled: " + row.getString("closed_why");
        } else if (outcome.equals("requested")) {
            told = "Request " + row.getLong("number") + " is " + answer;
        } else if (row.getBoolean("taken")) {
            told = "Decided and taken in; the exception is still open.";
        } else {
            told = "Decided, not taken in yet.";
        }
        return new Outcome(
                row.getString("engagement"), row.getString("name"), outcome, settled, told);
    }

    private static Repair repair(ResultSet row) throws SQLException {
        return new Repair(
                row.getLong("id"),
                row.getString("fingerprint"),
                row.getString("reason"),
                row.getString("by"));
    }
}
