package throughline.insight;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import throughline.align.Effect;
import throughline.billing.Invoice;
import throughline.engagement.Engagement;
import throughline.money.Money;

/** Holds lists, effects and invoices to the state that an engagement's events end in. */
final class Endings {

    private static final String LISTED = "select id, sequence from engagement";
    private static final String BILLED =
            """
            select engagement, currency, sum(minor) from ledger
            where account = 'billed' group by engagement, currency
            """;
    private static final String WRITES = "select key, status from action";

    private final Map<String, Long> listed = new HashMap<>();
    private final Map<String, Money> billed = new HashMap<>();
    private final Map<String, String> writes = new HashMap<>();
    private final Tally lists =
            new Tally("lists-are-current", "each engagement is listed at its last event");
    private final Tally invoices =
            new Tally("billed-is-posted", "billed = posted invoices - credits - voids");
    private final Tally effects =
            new Tally("writes-follow-from-events", "each write stands where its events say");

    Endings(Connection connection) throws SQLException {
        read(connection, LISTED, row -> listed.put(row.getString(1), row.getLong(2)));
        read(
                connection,
                BILLED,
                row ->
                        billed.put(
                                row.getString(1) + " " + row.getString(2),
                                Money.ofMinor(row.getString(2), row.getLong(3))));
        read(connection, WRITES, row -> writes.put(row.getString(1), row.getString(2)));
    }

    private interface Taker {
        void take(ResultSet row) throws SQLException;
    }

    private static void read(Connection connection, String sql, Taker taker) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(5_000);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    taker.take(rows);
                }
            }
        }
    }

    /** All events of an engagement were replayed. */
    void ended(Engagement state) {
        String id = state.id().value();
        Long at = listed.remove(id);
        lists.look(
                at != null && at == state.sequence(),
                () -> id + " has " + state.sequence() + " events and is listed at " + at);
        invoices(id, state);
        state.effects().byPurpose().values().forEach(this::effect);
    }

    private void invoices(String id, Engagement state) {
        Map<String, Money> posted = new HashMap<>();
        for (Invoice invoice : state.billing().invoices().values()) {
            if (invoice.status() instanceof Invoice.Status.Posted) {
                posted.merge(
                        id + " " + invoice.net().currency().getCode(),
                        invoice.net().minus(invoice.credited()),
                        Money::plus);
            }
        }
        Set<String> keys = new HashSet<>(posted.keySet());
        billed.keySet().stream().filter(key -> key.startsWith(id + " ")).forEach(keys::add);
        for (String key : keys) {
            Money none = Money.ofMinor(key.substring(key.lastIndexOf(' ') + 1), 0);
            Money documents = posted.getOrDefault(key, none);
            Money books = billed.getOrDefault(key, none);
            invoices.look(
                    documents.equals(books),
                    () -> id + " has documents over " + documents + " and billed " + books);
        }
    }

    private void effect(Effect effect) {
        String stands = writes.remove(effect.key().value());
        List<String> expected =
                switch (effect.status()) {
                    case Effect.Status.Planned _ -> List.of("planned", "sent", "held");
                    case Effect.Status.Confirmed _ -> List.of("confirmed");
                    case Effect.Status.Rejected _ -> List.of("rejected");
                    case Effect.Status.Ambiguous _ -> List.of("ambiguous");
                    case Effect.Status.Cancelled _ -> List.of("cancelled");
                    case Effect.Status.Withdrawn _ -> List.of("withdrawn");
                };
        effects.look(
                stands != null && expected.contains(stands),
                () -> effect.key() + " is " + stands + ", its events say " + expected);
    }

    List<CheckResult> results() {
        listed.forEach((id, at) -> lists.look(false, () -> id + " is listed and has no events"));
        writes.forEach(
                (key, status) ->
                        effects.look(
                                !status.equals("planned") && !status.equals("sent"),
                                () -> key + " is " + status + " and no event asks for it now"));
        return List.of(lists.result(), invoices.result(), effects.result());
    }
}
