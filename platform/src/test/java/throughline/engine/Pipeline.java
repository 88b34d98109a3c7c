package throughline.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import throughline.intake.RawMessage;
import throughline.landscape.Release;
import throughline.releases.Releases;

/** A sales pipeline of our own making, in the words of the example landscape. */
public final class Pipeline {

    private Pipeline() {}

    /** The example landscape. */
    public static Release release() {
        return Releases.sound(
                Path.of(System.getProperty("throughline.root"), "landscapes", "pipeline"));
    }

    /** Products, accounts and agents, and then this many opportunities, most of them won. */
    public static List<RawMessage> messages(int opportunities) {
        List<RawMessage> all = new ArrayList<>();
        all.add(product("GTX Basic"));
        for (int i = 0; i < 5; i++) {
            all.add(account("Account " + i));
            all.add(
                    message(
                            "sales-agent",
                            "Agent " + i,
                            "{'sales_agent':'Agent %d','manager':'M','regional_office':'West'}"
                                    .formatted(i)));
        }
        for (int i = 0; i < opportunities; i++) {
            all.add(opportunity("O-" + i, "Account " + i % 5, 100 + i));
        }
        return all;
    }

    public static RawMessage product(String name) {
        return message(
                "product",
                name,
                "{'product':'%s','series':'GTX','sales_price':'550'}".formatted(name));
    }

    public static RawMessage account(String name) {
        return message(
                "account",
                name,
                "{'account':'%s','sector':'retail','office_location':'United States'}"
                        .formatted(name));
    }

    /** A won opportunity. */
    public static RawMessage opportunity(String id, String account, int value) {
        return message(
                "opportunity",
                id,
                ("{'opportunity_id':'%s','sales_agent':'Agent 1','product':'GTX"
                                + " Basic','account':'%s',"
                                + "'deal_stage':'Won','engage_date':'2017-01-02',"
                                + "'close_date':'2017-03-01','close_value':'%d'}")
                        .formatted(id, account, value));
    }

    /** A message with single quotation marks for double ones. */
    public static RawMessage message(String type, String id, String body) {
        return new RawMessage(
                "crm",
                type,
                id,
                Optional.empty(),
                RawMessage.Source.FILE,
                "pipeline.csv:" + id,
                body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** What the books and lists say, in a form that can be compared. */
    public static List<String> figures(DataSource database) throws SQLException {
        return query(
                database,
                """
                select 'posting ' || engagement || ' ' || happening || ' ' || sum(minor)
                    from posting group by engagement, happening
                union all
                select 'engagement ' || id || ' ' || status || ' ' || coalesce(price_minor, 0)
                    || ' ' || attributes from engagement
                union all
                select 'exception ' || engagement || ' ' || code from exception_item
                    where closed is null
                union all
                select 'parked ' || code from parked
                order by 1
                """);
    }

    public static List<String> query(DataSource database, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(String.valueOf(rows.getString(1)));
            }
        }
        return found;
    }

    /** Empties everything that this product keeps. */
    public static void empty(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "truncate message, inbox, parked, record, identity, watch, event, engagement,"
                        + " snapshot, posting, measure, action, under_way, exception_item, clock,"
                        + " publication, decision, node, delivery, ignored restart identity");
            statement.execute("update lease set holder = null, until = '-infinity'");
        }
    }
}
