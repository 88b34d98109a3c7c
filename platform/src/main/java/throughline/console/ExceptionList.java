package throughline.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.access.Sight;
import throughline.access.Visitor;
import throughline.console.ExceptionsView.Cause;
import throughline.console.ExceptionsView.Parked;
import throughline.console.ExceptionsView.Row;
import throughline.people.Right;

/** Open exceptions by money at stake, and what is parked for the operators. */
final class ExceptionList {

    private static final int PAGE = 50;
    private static final String CAUSES =
            """
            select x.code, count(*) as cases
            from exception_item x join engagement e on e.id = x.engagement
            where x.closed is null and in_scope(e.unit, e.legal_entity, :units, :entities)
            group by x.code order by cases desc, x.code
            """;
    private static final String ROWS =
            """
            select x.code, x.sentence, x.engagement, e.name, x.owner, x.opened, x.at_stake_currency,
              x.at_stake_minor
            from exception_item x join engagement e on e.id = x.engagement
            where x.closed is null and (:code = '' or x.code = :code)
              and in_scope(e.unit, e.legal_entity, :units, :entities)
            order by x.at_stake_minor desc nulls last, x.opened offset :from limit :page
            """;
    private static final String PARKED =
            """
            select p.code, min(p.sentence) as sentence, min(m.origin) as origin, count(*) as \
            messages
            from parked p join message m on m.id = p.message_id
            group by p.code, m.system, m.type order by messages desc limit 50
            """;

    private final JdbcClient database;

    ExceptionList(JdbcClient database) {
        this.database = database;
    }

    ExceptionsView view(Page page, String code, long from, Instant now) {
        List<Cause> causes = causes(code);
        long total =
                causes.stream().filter(Cause::chosen).mapToLong(Cause::cases).findFirst().orElse(0);
        List<Row> rows =
                database.sql(ROWS)
                        .param("code", code)
                        .param("from", from)
                        .param("page", PAGE)
                        .params(Sight.parameters(Sight.current()))
                        .query((row, number) -> row(row, now))
                        .list();
        return new ExceptionsView(
                page,
                causes,
                rows,
                rows.isEmpty() ? "" : (from + 1) + " to " + (from + rows.size()) + " of " + total,
                from > 0 ? href(code, Math.max(0, from - PAGE)) : null,
                from + PAGE < total ? href(code, from + PAGE) : null,
                parked());
    }

    private List<Cause> causes(String chosen) {
        List<Cause> causes = new ArrayList<>();
        database.sql(CAUSES)
                .params(Sight.parameters(Sight.current()))
                .query(
                        row -> {
                            String code = row.getString("code");
                            causes.add(
                                    new Cause(
                                            Wording.words(code),
                                            href(code, 0),
                                            row.getLong("cases"),
                                            code.equals(chosen)));
                        });
        long all = causes.stream().mapToLong(Cause::cases).sum();
        causes.addFirst(new Cause("All", href("", 0), all, chosen.isEmpty()));
        return causes;
    }

    private static Row row(java.sql.ResultSet row, Instant now) throws java.sql.SQLException {
        String engagement = row.getString("engagement");
        String name = row.getString("name");
        return new Row(
                row.getString("code"),
                row.getString("sentence"),
                name == null ? engagement : name,
                EngagementList.href(engagement),
                row.getString("owner"),
                Wording.ago(row.getTimestamp("opened").toInstant(), now),
                Wording.amount(
                        row.getString("at_stake_currency"),
                        row.getObject("at_stake_minor", Long.class)));
    }

    private List<Parked> parked() {
        if (!Visitor.current().person().may(Right.OPERATE)) {
            return List.of();
        }
        return database.sql(PARKED)
                .query(
                        (row, number) ->
                                new Parked(
                                        row.getString("origin"),
                                        row.getString("code"),
                                        row.getString("sentence"),
                                        row.getLong("messages")))
                .list();
    }

    private static String href(String code, long from) {
        return "/exceptions?code=" + code + (from > 0 ? "&from=" + from : "");
    }
}
