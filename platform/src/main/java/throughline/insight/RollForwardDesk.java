package throughline.insight;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.books.RollForward;
import throughline.totals.BooksView;

/**
 * Rolls balances forward from the books.
 *
 * <p><b>Threads</b>: safe for any number of callers.
 */
public final class RollForwardDesk {

    /** Both bases of backlog in one question. */
    private static final String BACKLOG = "backlog";

    private final DataSource database;
    private final Settings settings;

    /** A desk that reads this database. */
    public RollForwardDesk(DataSource database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** What can be rolled forward. */
    public static List<String> balances() {
        List<String> names = new ArrayList<>(List.of(BACKLOG));
        Arrays.stream(RollForward.values()).map(RollForward::metric).forEach(names::add);
        return List.copyOf(names);
    }

    /**
     * Opening, items and closing of a balance, for each piece of time and each cut.
     *
     * @param question its metric is one of {@link #balances}
     * @throws DataAccessResourceFailureException when the database cannot be read
     */
    public RollForwardAnswer roll(Question question) {
        return answer(
                question,
                rolling -> {
                    List<RollForwardAnswer.Row> rows = new ArrayList<>();
                    Set<String> remarks = new TreeSet<>();
                    for (Rolling each : rolling) {
                        rows.addAll(each.rows());
                        remarks.addAll(each.unknownRates());
                    }
                    return new RollForwardAnswer.Rolled(rows, List.copyOf(remarks));
                });
    }

    /**
     * The postings behind the items of {@link #roll}.
     *
     * @throws DataAccessResourceFailureException when the database cannot be read
     */
    public RollForwardAnswer open(Question question) {
        return answer(
                question,
                rolling -> {
                    List<RollForwardAnswer.Line> lines = new ArrayList<>();
                    for (Rolling each : rolling) {
                        lines.addAll(each.lines());
                    }
                    return new RollForwardAnswer.Opened(lines);
                });
    }

    /** What is made of the balances of a question. */
    private interface Making {
        RollForwardAnswer of(List<Rolling> rolling) throws SQLException;
    }

    private RollForwardAnswer answer(Question question, Making making) {
        List<RollForward> balances =
                question.metric().equals(BACKLOG)
                        ? List.of(RollForward.BACKLOG_BILLING, RollForward.BACKLOG_REVENUE)
                        : RollForward.of(question.metric()).stream().toList();
        if (balances.isEmpty()) {
            return new RollForwardAnswer.NoBalance(question.metric(), balances());
        }
        MetricDesk desk = new MetricDesk(database, settings);
        Optional<MetricAnswer> refused = desk.refused(settled(question, balances.getFirst()));
        if (refused.isPresent()) {
            return new RollForwardAnswer.Refused(refused.get());
        }
        return OneView.of(
                database,
                connection -> {
                    BooksView view = new BooksView(connection);
                    Rolling.OneDesk at = new Rolling.OneDesk(view, desk, settings);
                    List<Rolling> rolling = new ArrayList<>();
                    for (RollForward balance : balances) {
                        rolling.add(
                                new Rolling(
                                        at,
                                        settled(question, balance),
                                        balance,
                                        Movements.sums(view, isTogether(question))));
                    }
                    return making.of(rolling);
                });
    }

    /** Whether only time and currency tell things apart, as they are known now. */
    private static boolean isTogether(Question question) {
        Set<String> names = new TreeSet<>(question.by());
        names.addAll(question.where().keySet());
        names.removeAll(TimeBucket.NAMES);
        names.remove("currency");
        return names.isEmpty() && question.known().isEmpty();
    }

    /** The same question with an end. */
    private Question settled(Question question, RollForward balance) {
        LocalDate until =
                question.until()
                        .or(() -> question.at().map(day -> day.plusDays(1)))
                        .orElse(settings.today().plusDays(1));
        return new Question(
                balance.metric(),
                question.from(),
                Optional.of(until),
                Optional.empty(),
                question.known(),
                question.by(),
                question.where(),
                question.reporting());
    }

    /**
     * Opening and items of every balance come to its closing, month by month, in every currency.
     */
    static CheckResult check(DataSource database, Connection connection) throws SQLException {
        return check(database, connection, Movements.totals(connection));
    }

    /** The same with items that come from elsewhere. */
    static CheckResult check(DataSource database, Connection connection, Movements.Sums totals)
            throws SQLException {
        Tally tally =
                new Tally(
                        "roll-forwards-add-up",
                        "closing = opening + bookings + changes - burn - cancellations +-"
                                + " estimates, each month");
        Settings settings = new Settings(List.of(), DayOfWeek.MONDAY, Map.of(), last(connection));
        Rolling.OneDesk at =
                new Rolling.OneDesk(
                        new BooksView(connection), new MetricDesk(database, settings), settings);
        RollForwardDesk desk = new RollForwardDesk(database, settings);
        for (RollForward balance : RollForward.values()) {
            Question question =
                    desk.settled(Question.of(balance.metric()).by(List.of("month")), balance);
            for (RollForwardAnswer.Row row : new Rolling(at, question, balance, totals).rows()) {
                tally.look(row.addsUp(), () -> off(row));
            }
        }
        return tally.result();
    }

    private static String off(RollForwardAnswer.Row row) {
        return "%s of %s in %s: opening %s and %s do not come to %s"
                .formatted(
                        row.balance().metric(),
                        row.labels(),
                        row.currency(),
                        row.opening(),
                        row.items(),
                        row.closing());
    }

    /** The last day on which anything counts. */
    private static LocalDate last(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "select coalesce(max(effective), '2000-01-01') from posting");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getObject(1, LocalDate.class);
        }
    }

    static boolean isNothing(BigDecimal amount) {
        return amount.signum() == 0;
    }
}
