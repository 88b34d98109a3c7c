package throughline.insight;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** That nothing is doubled and nothing is in two places, or in none. */
final class PlacesCheck {

    /** Statements that give how much was looked at, and one row with a sentence per failure. */
    private record Question(String name, String formula, String count, String failures) {}

    private static final List<Question> ALL =
            List.of(
                    new Question(
                            "no-document-doubled",
                            "one natural key of one system is one document there",
                            "select count(*) from action where status = 'confirmed'",
                            """
                            select natural_key || ' is ' || string_agg(distinct external_id, ', ')
                                || ' in ' || system
                            from action where status = 'confirmed' and external_id is not null
                            group by system, kind, natural_key
                            having count(distinct external_id) > 1
                            """),
                    new Question(
                            "no-document-shared",
                            "one posted document belongs to one write",
                            "select count(*) from action where status = 'confirmed'",
                            """
                            select external_id || ' of ' || system || ' answers '
                                || string_agg(key, ' and ')
                            from action where status = 'confirmed' and external_id is not null
                                and kind in ('POST_INVOICE', 'POST_CREDIT_NOTE', 'POST_JOURNAL')
                            group by system, kind, external_id having count(*) > 1
                            """),
                    new Question(
                            "sent-writes-end",
                            "every write that was sent has an outcome or is still being asked for",
                            "select count(*) from action",
                            """
                            select key || ' is ' || status || ' but has '
                                || coalesce('ended at ' || concluded_at, 'no end')
                            from action
                            where (status in ('confirmed', 'rejected', 'ambiguous', 'cancelled'))
                                <> (concluded_at is not null) and status <> 'withdrawn'
                                or status = 'sent' and sent_at is null
                            """),
                    new Question(
                            "open-writes-looked-at",
                            "what the lanes look at are exactly the writes that have not ended",
                            "select count(*) from action",
                            """
                            select coalesce(a.key, u.key) || ' is ' || coalesce(a.status, 'gone')
                                || case when u.key is null then ' but nobody looks at it'
                                    else ' but is still looked at' end
                            from (select * from action
                                where concluded_at is null and status <> 'withdrawn') a
                            full join under_way u on u.key = a.key
                            where u.key is null or a.key is null
                            """),
                    new Question(
                            "messages-accounted-for",
                            "what waits or is parked is a message that is kept",
                            "select count(*) from message",
                            """
                            select 'message ' || message_id || ' is not kept'
                            from (select message_id from inbox union select message_id from parked
                                union select message_id from ignored
                                union select message_id from record where message_id > 0
                                union select cause_message from event where cause_message > 0) w
                            where not exists (select from message m where m.id = w.message_id)
                            """),
                    new Question(
                            "messages-decided",
                            "every message was taken in, waits, is parked or was left aside",
                            "select count(*) from message",
                            """
                            select 'message ' || m.id || ' of ' || m.system || ':' || m.type || ':'
                                || m.external_id || ' left no trace'
                            from message m
                            where not exists (select from inbox i where i.message_id = m.id)
                                and not exists (select from parked p where p.message_id = m.id)
                                and not exists (select from ignored g where g.message_id = m.id)
                                and not exists (select from record r where r.system = m.system
                                    and r.type = m.type and r.external_id = m.external_id)
                            """),
                    new Question(
                            "records-belong",
                            "every record taken in belongs to an engagement that exists",
                            "select count(*) from record where engagement is not null",
                            """
                            select r.system || ':' || r.type || ':' || r.external_id
                                || ' belongs to ' || r.engagement || ', which does not exist'
                            from record r where r.engagement is not null
                                and not exists (select from engagement e where e.id = r.engagement)
                            """));

    private PlacesCheck() {}

    static List<CheckResult> run(Connection connection) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        for (Question question : ALL) {
            long checked;
            try (PreparedStatement statement = connection.prepareStatement(question.count());
                    ResultSet row = statement.executeQuery()) {
                row.next();
                checked = row.getLong(1);
            }
            List<String> examples = new ArrayList<>();
            long failures = 0;
            try (PreparedStatement statement = connection.prepareStatement(question.failures());
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    failures++;
                    if (examples.size() < 5) {
                        examples.add(rows.getString(1));
                    }
                }
            }
            results.add(
                    new CheckResult(
                            question.name(), question.formula(), checked, failures, examples));
        }
        return results;
    }
}
