package throughline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What became of the hours of a firm, from who worked them to who was asked to pay: printed when
 * something that was waited for did not come, since its home is gone by then.
 */
final class WhereHoursStand {

    private static final List<Map.Entry<String, String>> QUESTIONS =
            List.of(
                    Map.entry(
                            "in force, one after another",
                            """
                            select kind || ' ' || release || ' at ' || at from activation
                            order by id
                            """),
                    Map.entry(
                            "rehearsals",
                            """
                            select id || ' of ' || release || ' is ' || state
                                || coalesce(' at ' || ended_at, '') || coalesce(', ' || gate, '')
                            from rehearsal order by id
                            """),
                    Map.entry(
                            "time cards and those that count",
                            """
                            select coalesce(e.unit, 'nobody') || ': ' || count(*) || ' worked, '
                                || count(r.approved_sequence) || ' approved'
                            from record r left join engagement e on e.id = r.engagement
                            where r.type = 'time-card' group by e.unit order by 1
                            """),
                    Map.entry(
                            "hours",
                            """
                            select kind || ' ' || sum(hours) from measure group by kind order by 1
                            """),
                    Map.entry(
                            "hours decided, by release",
                            """
                            select e.release || ' ' || g.unit || ': ' || e.type || ' ' || count(*)
                                || ', last at ' || max(e.known)
                            from event e join engagement g on g.id = e.engagement
                            where e.type in ('time-approved/v1', 'time-taken-back/v1')
                            group by e.release, g.unit, e.type order by 1
                            """),
                    Map.entry(
                            "entitled to, in minor units",
                            """
                            select account || ' ' || sum(minor) || ' ' || currency from ledger
                            where account in ('entitled', 'entitlement-billed', 'unbilled')
                            group by account, currency order by 1
                            """),
                    Map.entry(
                            "invoices with hours, by release",
                            """
                            select p.release || ' ' || g.unit || ': ' || count(*) || ' planned, '
                                || count(*) filter (where exists (select from event i
                                    where i.engagement = p.engagement and i.sequence > p.sequence
                                        and i.type = 'invoice-posted/v1'))
                                || ' posted, last planned at ' || max(p.known)
                            from event p join engagement g on g.id = p.engagement
                            where p.type = 'invoice-planned/v1'
                                and convert_from(p.payload, 'UTF8') ~ '"throughSequence":[1-9]'
                            group by p.release, g.unit order by 1
                            """),
                    Map.entry(
                            "engagements, by the release that they were decided under last",
                            """
                            select release || ': ' || count(*) || ', to be woken by now: '
                                || count(*) filter (where next_wake <= current_date)
                                || ', next on ' || coalesce(min(next_wake)::text, 'no day')
                            from engagement group by release order by 1
                            """),
                    Map.entry(
                            "left to decide",
                            """
                            select (select count(*) from inbox) || ' in the inbox, '
                                || (select count(*) from decide_again) || ' to be decided again'
                            """),
                    Map.entry(
                            "parked",
                            """
                            select code || ': ' || count(*) || ', as: ' || min(sentence)
                            from parked group by code order by 1
                            """),
                    Map.entry(
                            "exceptions",
                            """
                            select code || ': ' || count(*) || ', as: ' || min(sentence)
                            from exception_item where closed is null group by code order by 1
                            """),
                    Map.entry(
                            "writes",
                            """
                            select system || ' ' || kind || ' ' || status || ': ' || count(*)
                            from action group by system, kind, status order by 1
                            """),
                    Map.entry(
                            "writes that are not done",
                            """
                            select key || ' ' || status || ' after ' || attempts || ' attempts, '
                                || coalesce('next at ' || next_attempt, 'next at any time') || ': '
                                || coalesce(sentence, 'nothing was said')
                            from action where status not in ('confirmed', 'withdrawn')
                            order by ordinal limit 40
                            """),
                    Map.entry(
                            "polls",
                            """
                            select system || ' ' || type || ' at ' || polled_at || ' up to '
                                || watermark
                            from watermark order by polled_at
                            """),
                    Map.entry(
                            "incidents",
                            """
                            select area || ' ' || subject || ': ' || sentence || ' (seen ' || seen
                                || ', last at ' || last_at || ', '
                                || coalesce('over at ' || closed_at, 'open') || ')'
                            from incident order by opened_at
                            """));

    private WhereHoursStand() {}

    /** All of it, a paragraph for each question. */
    static String in(DataSource database) {
        JdbcClient client = JdbcClient.create(database);
        List<String> told = new ArrayList<>();
        told.add("now: " + client.sql("select now()::text").query(String.class).single());
        QUESTIONS.forEach(
                each -> {
                    List<String> found =
                            client.sql(each.getValue()).query(String.class).list().stream()
                                    .map(String::valueOf)
                                    .toList();
                    told.add(
                            found.isEmpty()
                                    ? each.getKey() + ": none"
                                    : found.stream()
                                            .collect(
                                                    Collectors.joining(
                                                            "\n  ", each.getKey() + ":\n  ", "")));
                });
        return String.join("\n", told);
    }
}
