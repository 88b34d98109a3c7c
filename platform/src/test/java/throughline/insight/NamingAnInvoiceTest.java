package throughline.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome;
import throughline.correlation.Trace;
import throughline.engagement.EffectEvent;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engagement.Outcome;
import throughline.journal.JournalBatch;
import throughline.journal.Turns;

/** Whoever names an invoice by its key, id or number finds it, however many there are. */
final class NamingAnInvoiceTest {

    private static final Ledger LEDGER = new Ledger();

    private static long before;

    @AfterAll
    static void close() {
        LEDGER.close();
    }

    @BeforeEach
    void empty() {
        LEDGER.empty();
        LEDGER.run("truncate identity, invoice_name");
    }

    @Test
    void finds_it_by_its_key_its_id_and_its_number() throws SQLException {
        posted("one", "4711", "RE-1");
        posted("two", "4712", "RE-2");
        assertThat(invoice("one")).contains("of one");
        assertThat(invoice("4712")).contains("of two");
        assertThat(invoice("RE-1")).contains("of one");
        assertThat(invoice("RE-3")).isEmpty();
    }

    @Test
    void a_key_of_ours_wins_over_an_id_and_an_id_over_a_number() throws SQLException {
        posted("one", "four", "two");
        posted("two", "three", "four");
        assertThat(invoice("two")).contains("of two");
        assertThat(invoice("four")).contains("of one");
    }

    @Test
    void other_writes_are_no_invoices() throws SQLException {
        action("credit", "4713", "GS-1", ActionKind.POST_CREDIT_NOTE);
        assertThat(invoice("credit")).isEmpty();
        assertThat(invoice("4713")).isEmpty();
        assertThat(invoice("GS-1")).isEmpty();
    }

    @Test
    void a_number_that_nobody_can_read_or_that_is_very_long_keeps_no_write_from_ending()
            throws SQLException {
        posted("one", "4711", "\0");
        posted("two", "4712", "\ud800");
        String longest = "RE-" + "9".repeat(100_000);
        posted("three", "i".repeat(100_000), longest);
        assertThat(invoice("4711")).contains("of one");
        assertThat(invoice("4712")).contains("of two");
        assertThat(invoice(longest)).contains("of three");
        assertThat(invoice("i".repeat(100_000))).contains("of three");
    }

    @Test
    void a_write_that_was_confirmed_anew_is_known_by_its_newest_number() throws SQLException {
        posted("one", "4711", "RE-1");
        posted("one", "4711", "RE-2");
        assertThat(invoice("RE-2")).contains("of one");
        assertThat(invoice("RE-1")).isEmpty();
    }

    @Test
    void a_document_that_was_posted_elsewhere_is_found_by_the_books_and_by_its_record()
            throws SQLException {
        LEDGER.run("insert into identity values ('erp', 'invoice', '900', 'e9')");
        LEDGER.run("insert into identity values ('psa', 'project', '901', 'e9')");
        LEDGER.run(
                "insert into posting values ('e8', 1, 0, 'invoice-posted', '1', 'EUR', 1,"
                        + " '2026-03-01', 'RE-8', now())");
        assertThat(document("900")).contains("e9");
        assertThat(document("901")).isEmpty();
        assertThat(document("RE-8")).contains("e8");
        posted("900", "4711", "");
        assertThat(document("900")).as("ours first").contains("of 900");
    }

    @Test
    void an_engagement_is_found_by_its_id_or_a_linked_record_whose_id_may_hold_colons()
            throws SQLException {
        LEDGER.engagement("crm:Opportunity:006", "europe", "{}");
        LEDGER.engagement("e2", "europe", "{}");
        LEDGER.run("insert into identity values ('psa', 'project', 'a:b', 'e2')");
        LEDGER.run("insert into identity values ('crm', 'Opportunity', '006', 'e2')");
        assertThat(engagement("e2")).contains("e2");
        assertThat(engagement("psa:project:a:b")).contains("e2");
        assertThat(engagement("crm:Opportunity:006"))
                .as("an id of ours wins over a record")
                .contains("crm:Opportunity:006");
        assertThat(engagement("psa:project")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {KnownNames.INVOICE, KnownNames.DOCUMENT, KnownNames.ENGAGEMENT})
    void nothing_is_looked_through_row_by_row(String sql) throws SQLException {
        LEDGER.run(
                """
                insert into action (key, engagement, system, kind, natural_key, body, depends_on,
                    status, external_id, facts, planned_at)
                select 'k' || n, 'e' || n, 'erp', 'POST_INVOICE', 'key' || n, '{}', '{}',
                    'confirmed', 'id' || n, '{}', now()
                from generate_series(1, 20000) n
                """);
        LEDGER.run(
                """
                insert into invoice_name
                select 'k' || n, kind, kind || n
                from generate_series(1, 20000) n, unnest(array['id', 'number']) kind
                """);
        LEDGER.run(
                """
                insert into identity
                select 'erp', 'invoice', 'id' || n, 'e' || n from generate_series(1, 20000) n
                """);
        LEDGER.run(
                """
                insert into posting
                select 'e' || n, n, 0, 'invoice-posted', '1', 'EUR', 1, '2026-03-01', 'RE-' || n,
                    now()
                from generate_series(1, 20000) n
                """);
        LEDGER.run(
                """
                insert into engagement (id, partition, kind, sequence, name, customer_name, status,
                    unit, legal_entity, attributes, release, created_at, updated_at)
                select 'e' || n, 0, 'deal', 1, 'n', 'Acme', 'active', 'u', 'US01', '{}', 'r',
                    now(), now() from generate_series(1, 20000) n
                """);
        for (String table :
                new String[] {"action", "invoice_name", "identity", "posting", "engagement"}) {
            LEDGER.run("analyze " + table);
        }
        assertThat(plan(sql)).contains("Index").doesNotContain("Seq Scan");
    }

    /** The plan for whatever name comes, as it is kept for a statement that is asked often. */
    private static String plan(String sql) throws SQLException {
        StringBuilder numbered = new StringBuilder();
        List<String> names = new ArrayList<>();
        for (String part : sql.split("\\?", -1)) {
            numbered.append(names.isEmpty() ? "" : "$" + names.size()).append(part);
            names.add("'RE-7'");
        }
        String given = String.join(", ", names.subList(1, names.size()));
        StringBuilder plan = new StringBuilder();
        try (Connection connection = LEDGER.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local plan_cache_mode = force_generic_plan");
            statement.execute("prepare looked_up as " + numbered);
            ResultSet rows = statement.executeQuery("explain execute looked_up(" + given + ")");
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
            statement.execute("deallocate looked_up");
            connection.rollback();
        }
        return plan.toString();
    }

    private interface Naming {
        Optional<String> find(Connection connection) throws SQLException;
    }

    private static Optional<String> invoice(String name) throws SQLException {
        return found(
                connection ->
                        KnownNames.invoice(connection, name).map(KnownNames.Invoice::engagement));
    }

    private static Optional<String> document(String name) throws SQLException {
        return found(connection -> KnownNames.engagementOfInvoice(connection, name));
    }

    private static Optional<String> engagement(String name) throws SQLException {
        return found(connection -> KnownNames.engagement(connection, name));
    }

    private static Optional<String> found(Naming naming) throws SQLException {
        try (Connection connection = LEDGER.dataSource().getConnection()) {
            return naming.find(connection);
        }
    }

    private static void posted(String key, String id, String number) throws SQLException {
        action(key, id, number, ActionKind.POST_INVOICE);
    }

    /** Planned and ended by what writes every batch of the engine. */
    private static void action(String name, String id, String number, ActionKind kind)
            throws SQLException {
        ActionKey key = new ActionKey("write " + name);
        Action action =
                new Action(
                        key,
                        "erp",
                        kind,
                        name,
                        Map.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty());
        ActionOutcome ended =
                new ActionOutcome.Confirmed(
                        id, number.isEmpty() ? Map.of() : Map.of("number", number));
        EngagementId of = new EngagementId("of " + name);
        try (Connection connection = LEDGER.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            before += 2;
            JournalBatch batch = new JournalBatch("r");
            batch.decided(
                    before,
                    new Outcome(
                            Engagement.empty(of),
                            List.of(
                                    new EffectEvent.ActionPlanned(action),
                                    new EffectEvent.ActionConcluded(key, "erp", ended))),
                    new Turns.Turn(Instant.parse("2026-03-02T08:00:00Z"), 0, "test"),
                    Trace.named("test"));
            batch.write(connection, List.of());
            connection.commit();
        }
    }
}
