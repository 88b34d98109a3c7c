package throughline.insight;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** What people call engagements and invoices by, and which they then mean. */
public final class KnownNames {

    /** Ours first, then what linked records are called. */
    static final String ENGAGEMENT =
            """
            select id from engagement
            where id = any(array(
                select ?::text
                union all
                select engagement from identity
                where (system, type, external_id) = (?::text, ?::text, ?::text)))
            order by id <> ?::text limit 1
            """;

    /** Our key never loses to an id of somebody else's, nor an id to a number. */
    static final String INVOICE =
            """
            select engagement, natural_key from (
                (select 1 as way, ordinal, engagement, natural_key from action
                    where kind = 'POST_INVOICE' and natural_key = ?)
                union all
                (select case n.kind when 'id' then 2 else 3 end, a.ordinal, a.engagement,
                        a.natural_key
                    from invoice_name n join action a on a.key = n.action where n.name = ?)) found
            order by way, ordinal limit 1
            """;

    /** Of an invoice that we did not post, but that the books or the identity index know. */
    static final String DOCUMENT =
            """
            select engagement from (
                (select 1 as way, engagement from posting
                    where document <> '' and document = ? limit 1)
                union all
                (select 2, engagement from identity
                    where type like '%invoice%' and external_id = ? limit 1)) found
            order by way limit 1
            """;

    private KnownNames() {}

    /**
     * An invoice that we plan or posted.
     *
     * @param key ours, in its engagement
     */
    record Invoice(String engagement, String key) {}

    /** An engagement by its id or by a linked record, as {@code crm:Opportunity:006}. */
    public static Optional<String> engagement(Connection connection, String name)
            throws SQLException {
        String[] record = name.split(":", 3);
        boolean linked = record.length == 3;
        try (PreparedStatement statement = connection.prepareStatement(ENGAGEMENT)) {
            statement.setString(1, name);
            for (int i = 0; i < 3; i++) {
                statement.setString(i + 2, linked ? record[i] : null);
            }
            statement.setString(5, name);
            return first(statement);
        }
    }

    /** An invoice by its key, else by its id or number in the system that it was posted to. */
    static Optional<Invoice> invoice(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INVOICE)) {
            statement.setString(1, name);
            statement.setString(2, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Invoice(row.getString(1), row.getString(2)))
                        : Optional.empty();
            }
        }
    }

    /** Whose a document is, by any of its names. */
    public static Optional<String> engagementOfInvoice(Connection connection, String name)
            throws SQLException {
        Optional<String> ours = invoice(connection, name).map(Invoice::engagement);
        if (ours.isPresent()) {
            return ours;
        }
        try (PreparedStatement statement = connection.prepareStatement(DOCUMENT)) {
            statement.setString(1, name);
            statement.setString(2, name);
            return first(statement);
        }
    }

    private static Optional<String> first(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }
}
