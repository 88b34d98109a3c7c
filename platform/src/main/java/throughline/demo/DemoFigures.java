package throughline.demo;

import java.util.ArrayList;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.money.Money;

/** What a demonstration tells of itself. */
final class DemoFigures {

    private DemoFigures() {}

    /** One line while it lives. */
    static String line(JdbcClient database) {
        return ("deals %d · active %d · invoices %d · revenue postings %d · exceptions %d · "
                        + "writes under way %d")
                .formatted(
                        count(database, "select count(*) from engagement where kind = 'deal'"),
                        count(database, "select count(*) from engagement where status = 'active'"),
                        count(
                                database,
                                "select count(distinct document) from posting where"
                                        + " happening = 'invoice-posted'"),
                        count(
                                database,
                                "select count(*) from posting where happening ="
                                        + " 'revenue-recognized'"),
                        count(database, "select count(*) from exception_item where closed is null"),
                        count(
                                database,
                                "select count(*) from action where status in ('planned',"
                                        + " 'sent')"));
    }

    /** The lines at its end. */
    static List<String> summary(JdbcClient database) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(line(database));
        database.sql(
                        "select status, count(*) from engagement where kind = 'deal' group by 1"
                                + " order by 1")
                .query(
                        row -> {
                            lines.add(
                                    "engagements          %-12s %6d"
                                            .formatted(row.getString(1), row.getLong(2)));
                        });
        database.sql(
                        "select happening, currency, sum(minor)::bigint from posting group by 1, 2"
                                + " order by 2, 1")
                .query(
                        row -> {
                            Money sum =
                                    new Money(row.getLong(3), CurrencyUnit.of(row.getString(2)));
                            lines.add(
                                    "books                %-20s %20s"
                                            .formatted(row.getString(1), sum));
                        });
        database.sql("select source, count(*) from message group by 1 order by 1")
                .query(
                        row -> {
                            lines.add(
                                    "messages taken in    %-12s %6d"
                                            .formatted(row.getString(1), row.getLong(2)));
                        });
        database.sql("select system, status, count(*) from action group by 1, 2 order by 1, 2")
                .query(
                        row -> {
                            lines.add(
                                    "writes               %-4s %-12s %6d"
                                            .formatted(
                                                    row.getString(1),
                                                    row.getString(2),
                                                    row.getLong(3)));
                        });
        database.sql(
                        "select code, count(*) from exception_item where closed is null group by 1"
                                + " order by 2 desc")
                .query(
                        row -> {
                            lines.add(
                                    "exceptions open      %-34s %4d"
                                            .formatted(row.getString(1), row.getLong(2)));
                        });
        database.sql("select code, count(*) from parked group by 1 order by 2 desc")
                .query(
                        row -> {
                            lines.add(
                                    "messages parked      %-34s %4d"
                                            .formatted(row.getString(1), row.getLong(2)));
                        });
        return lines;
    }

    private static long count(JdbcClient database, String query) {
        return database.sql(query).query(Long.class).single();
    }
}
