package throughline.insight;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** That what is added up ahead is the sum of the postings that it says it counts. */
final class TotalsCheck {

    private static final String TOTALS =
            """
            select concat_ws(' ', happening, currency, effective, origin),
                t.increases is not distinct from p.increases
                    and t.decreases is not distinct from p.decreases,
                concat_ws(' and ', coalesce(t.increases, 0), coalesce(t.decreases, 0)),
                concat_ws(' and ', coalesce(p.increases, 0), coalesce(p.decreases, 0))
            from totals t full join (
                select p.happening, p.currency, p.effective, p.origin,
                    sum(greatest(minor, 0)) as increases, sum(least(minor, 0)) as decreases
                from posting p join totals_place a on a.engagement = p.engagement
                where p.sequence <= a.sequence
                group by 1, 2, 3, 4) p using (happening, currency, effective, origin)
            """;
    private static final String LOTS =
            """
            select concat_ws(' ', engagement, line, currency, effective),
                t.entitled is not distinct from p.entitled
                    and t.consumed is not distinct from p.consumed,
                concat_ws(' and ', coalesce(t.entitled, 0), coalesce(t.consumed, 0)),
                concat_ws(' and ', coalesce(p.entitled, 0), coalesce(p.consumed, 0))
            from totals_lot t full join (
                select p.engagement, p.line, p.currency, p.effective,
                    sum(greatest(minor, 0)) filter (where happening = 'entitlement') as entitled,
                    sum(case happening when 'entitlement' then greatest(-minor, 0)
                        when 'credit-posted' then -minor else minor end) as consumed
                from posting p join totals_place a on a.engagement = p.engagement
                where p.sequence <= a.sequence and p.happening in
                    ('entitlement', 'write-off', 'invoice-posted', 'credit-posted')
                group by 1, 2, 3, 4) p using (engagement, line, currency, effective)
            """;

    private TotalsCheck() {}

    static List<CheckResult> run(Connection connection) throws SQLException {
        return List.of(
                held(
                        connection,
                        TOTALS,
                        new Tally(
                                "totals-are-postings",
                                "what is added up ahead = the sum of the postings it counts")),
                held(
                        connection,
                        LOTS,
                        new Tally(
                                "lots-are-postings",
                                "entitled and consumed by line and day, added up ahead = the sum of"
                                        + " the postings they count")));
    }

    private static CheckResult held(Connection connection, String sql, Tally tally)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(5_000);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String what = row.getString(1);
                    String kept = row.getString(3);
                    String posted = row.getString(4);
                    tally.look(
                            row.getBoolean(2),
                            () ->
                                    "%s are added up to %s minor units, postings come to %s."
                                            .formatted(what, kept, posted));
                }
            }
        }
        return tally.result();
    }
}
