package throughline.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.access.Sight;
import throughline.access.Visitor;
import throughline.codes.CodeDesk;
import throughline.console.ExceptionsView.Group;
import throughline.console.ExceptionsView.Row;
import throughline.insight.Promise;
import throughline.insight.Spreadsheets;
import throughline.people.Right;
import throughline.wording.Counted;
import throughline.wording.GroupedAmounts;

/**
 * Open exceptions by cause and money at stake. Those that rest are left out until they are asked
 * for.
 */
final class ExceptionList {

    private static final int PAGE = 50;
    private static final String NOTHING = Wording.amounts(List.of());
    private static final int MOST_EXPORTED = 20_000;
    private static final String SEEN =
            """
            from exception_item x join engagement e on e.id = x.engagement
            left join exception_care c on c.engagement = x.engagement and c.key = x.key
            where x.closed is null and in_scope(e.unit, e.legal_entity, :units, :entities)
              and (:code = '' or x.code = :code)
              and (:entity = '' or e.legal_entity = :entity)
              and (:resting = 'any' or :resting = coalesce(c.snoozed_until > current_date
                or c.snoozed_sequence >= e.sequence, false)::text)
            """;
    private static final String GROUPS =
            """
            select x.fingerprint, min(x.code) as code, count(*) as cases,
              min(min(x.owner)) over cause as owner,
              min(min(x.owner)) over cause <> max(max(x.owner)) over cause as several,
              min(min(x.opened)) over cause as oldest, min(min(%s)) over cause as due,
              x.at_stake_currency as currency, sum(x.at_stake_minor)::bigint as minor
            """
                            .formatted(Promise.DEADLINE)
                    + SEEN
                    + " group by x.fingerprint, x.at_stake_currency"
                    + " window cause as (partition by x.fingerprint)"
                    + " order by minor desc nulls last, cases desc, x.fingerprint limit 200";
    private static final String ROWS =
            """
            select x.key, x.code, x.sentence, x.engagement, e.name, x.owner, x.opened,
              %s as due,
              x.at_stake_currency, x.at_stake_minor, coalesce(c.assignee, '') as assignee
            """
                            .formatted(Promise.DEADLINE)
                    + SEEN
                    + " and (:cause = '' or x.fingerprint = :cause)"
                    + " order by x.at_stake_minor desc nulls last, x.opened, x.engagement, x.key"
                    + " offset :from limit :page";

    private final JdbcClient database;

    ExceptionList(JdbcClient database) {
        this.database = database;
    }

    /**
     * What is asked for.
     *
     * @param cause a fingerprint
     * @param entity of which legal entity; empty for all
     * @param resting whether those that rest are among them
     */
    record Asked(String code, String cause, String entity, Resting resting, long from) {
        String href(long at) {
            return "/exceptions?code="
                    + encoded(code)
                    + "&cause="
                    + encoded(cause)
                    + (entity.isEmpty() ? "" : "&entity=" + encoded(entity))
                    + (resting == Resting.NO ? "" : "&snoozed=" + resting.word)
                    + (at > 0 ? "&from=" + at : "");
        }
    }

    /** Those that wait now, those that rest, or both. */
    enum Resting {
        NO("false"),
        YES("true"),
        BOTH("any");

        private final String word;

        Resting(String word) {
            this.word = word;
        }

        /** As an address asks for it; those that wait now when it says nothing of ours. */
        static Resting of(String word) {
            return Arrays.stream(values())
                    .filter(each -> each.word.equals(word))
                    .findFirst()
                    .orElse(NO);
        }

        private Resting other() {
            return this == NO ? YES : NO;
        }

        private String title() {
            return switch (this) {
                case NO -> "All open";
                case YES -> "Resting";
                case BOTH -> "All open, also those that rest";
            };
        }
    }

    ExceptionsView view(Page page, Asked asked, Instant now) {
        List<Group> groups = groups(asked, now);
        long total =
                groups.stream()
                        .filter(group -> asked.cause().isEmpty() || group.chosen())
                        .mapToLong(Group::cases)
                        .sum();
        List<Row> rows =
                parameters(database.sql(ROWS), asked)
                        .param("cause", asked.cause())
                        .param("from", asked.from())
                        .param("page", PAGE)
                        .query((row, number) -> row(row, now))
                        .list();
        boolean repairable =
                asked.cause().startsWith("gate:") || asked.cause().startsWith("action-rejected:");
        long from = asked.from();
        return new ExceptionsView(
                page,
                groups,
                asked.cause(),
                new Asked("", "", asked.entity(), asked.resting(), 0).href(0),
                asked.cause().isEmpty()
                        ? asked.resting().title()
                        : Wording.words(asked.cause().replace(':', ' ')),
                repairable && page.mayDecide()
                        ? "/repairs/new?cause=" + encoded(asked.cause())
                        : "",
                "/exceptions.csv?code="
                        + encoded(asked.code())
                        + "&cause="
                        + encoded(asked.cause())
                        + "&entity="
                        + encoded(asked.entity())
                        + "&snoozed="
                        + asked.resting().word,
                unmapped(),
                asked.resting() == Resting.YES,
                new Asked(asked.code(), "", asked.entity(), asked.resting().other(), 0).href(0),
                asked.resting() == Resting.NO ? "Show those that rest" : "Show those that wait now",
                rows,
                rows.isEmpty() ? "" : (from + 1) + " to " + (from + rows.size()) + " of " + total,
                from > 0 ? asked.href(Math.max(0, from - PAGE)) : null,
                from + PAGE < total ? asked.href(from + PAGE) : null);
    }

    /** Codes that nobody mapped hold messages up that nothing can be decided about. */
    private static String unmapped(long codes, long messages) {
        return codes == 0
                ? ""
                : "%s that nobody mapped %s up %s."
                        .formatted(
                                Counted.of(codes, "code"),
                                Counted.word(codes, "holds", "hold"),
                                Counted.of(messages, "message"));
    }

    private String unmapped() {
        if (!Sight.current().isWhole()) {
            return "";
        }
        Map<String, Long> waiting = CodeDesk.waiting(database);
        return unmapped(waiting.getOrDefault("codes", 0L), waiting.getOrDefault("messages", 0L));
    }

    /** All of them for a spreadsheet. */
    String csv(Asked asked) {
        StringBuilder text =
                new StringBuilder(
                        Spreadsheets.line(
                                List.of(
                                        "code",
                                        "sentence",
                                        "engagement",
                                        "name",
                                        "owner",
                                        "assignee",
                                        "opened",
                                        "due",
                                        "currency",
                                        "at stake")));
        parameters(database.sql(ROWS), asked)
                .param("cause", asked.cause())
                .param("from", 0)
                .param("page", MOST_EXPORTED)
                .query(
                        row -> {
                            text.append(Spreadsheets.line(cells(row)));
                        });
        return text.toString();
    }

    private static List<String> cells(ResultSet row) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (String column :
                List.of("code", "sentence", "engagement", "name", "owner", "assignee")) {
            @Nullable String text = row.getString(column);
            cells.add(text == null ? "" : text);
        }
        for (String column : List.of("opened", "due")) {
            java.sql.@Nullable Timestamp at = row.getTimestamp(column);
            cells.add(at == null ? "" : at.toInstant().toString());
        }
        @Nullable String currency = row.getString("at_stake_currency");
        cells.add(currency == null ? "" : currency);
        long minor = row.getLong("at_stake_minor");
        cells.add(
                currency == null || row.wasNull()
                        ? ""
                        : throughline.money.Money.ofMinor(currency, minor)
                                .decimal()
                                .toPlainString());
        return cells;
    }

    private static JdbcClient.StatementSpec parameters(JdbcClient.StatementSpec sql, Asked asked) {
        return sql.params(Sight.parameters(Sight.current()))
                .param("code", asked.code())
                .param("entity", asked.entity())
                .param("resting", asked.resting().word);
    }

    /** One cause in several currencies is one group with several amounts. */
    private List<Group> groups(Asked asked, Instant now) {
        Map<String, Group> groups = new LinkedHashMap<>();
        parameters(database.sql(GROUPS), asked)
                .query(
                        row -> {
                            Group group = group(row, asked, now);
                            groups.merge(group.href(), group, ExceptionList::both);
                        });
        return List.copyOf(groups.values());
    }

    /**
     * Both say of the whole cause whose it is, how old and when due; cases and money are of one
     * currency each, those without money the last.
     */
    private static Group both(Group first, Group second) {
        return new Group(
                first.code(),
                first.system(),
                first.href(),
                first.cases() + second.cases(),
                second.atStake().equals(NOTHING)
                        ? first.atStake()
                        : first.atStake() + ", " + second.atStake(),
                first.owner(),
                first.oldest(),
                first.due(),
                first.chosen());
    }

    private static Group group(ResultSet row, Asked asked, Instant now) throws SQLException {
        String fingerprint = row.getString("fingerprint");
        String code = row.getString("code");
        java.sql.@Nullable Timestamp due = row.getTimestamp("due");
        return new Group(
                code,
                fingerprint.equals(code) || fingerprint.equals("gate:" + code)
                        ? ""
                        : fingerprint.replaceFirst("^" + code + ":?", ""),
                new Asked(asked.code(), fingerprint, asked.entity(), asked.resting(), 0).href(0),
                row.getLong("cases"),
                Wording.amount(row.getString("currency"), row.getObject("minor", Long.class)),
                row.getString("owner") + (row.getBoolean("several") ? " and others" : ""),
                Wording.ago(row.getTimestamp("oldest").toInstant(), now),
                due == null ? "–" : Wording.moment(due.toInstant()),
                fingerprint.equals(asked.cause()));
    }

    private static Row row(ResultSet row, Instant now) throws SQLException {
        String engagement = row.getString("engagement");
        boolean decides = Visitor.current().person().may(Right.DECIDE);
        return new Row(
                row.getString("code"),
                GroupedAmounts.in(row.getString("sentence")),
                row.getString("name"),
                EngagementList.href(engagement) + (decides ? "/decisions" : ""),
                row.getString("owner"),
                Wording.ago(row.getTimestamp("opened").toInstant(), now),
                Wording.amount(
                        row.getString("at_stake_currency"),
                        row.getObject("at_stake_minor", Long.class)),
                row.getString("assignee"),
                "/exceptions/care?engagement="
                        + encoded(engagement)
                        + "&key="
                        + encoded(row.getString("key")));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
