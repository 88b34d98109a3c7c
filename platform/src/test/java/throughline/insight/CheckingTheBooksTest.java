package throughline.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import throughline.books.Posting;
import throughline.books.Postings;
import throughline.engagement.BillingEvent;
import throughline.engagement.Event;
import throughline.journal.EventCodec;
import throughline.money.Money;

/** Books that follow from their journal pass; whoever touches a row is found out. */
final class CheckingTheBooksTest {

    private static final Ledger LEDGER = new Ledger();

    @AfterAll
    static void close() {
        LEDGER.close();
    }

    @BeforeEach
    void write_the_books() {
        LEDGER.empty();
        LEDGER.engagement("e1", "north", "{}");
        Event charge =
                new BillingEvent.ChargeRaised(
                        "1/kickoff#1",
                        "1",
                        "2026-03",
                        LocalDate.of(2026, 3, 2),
                        Money.parse("USD 100.00"));
        LEDGER.run(
                "insert into event (engagement, sequence, type, release, known, payload) values"
                        + " ('e1', 1, ?, 'r', now(), convert_to(?, 'UTF8'))",
                EventCodec.type(charge),
                new String(EventCodec.payload(charge), StandardCharsets.UTF_8));
        for (Posting posting : Postings.of(charge)) {
            LEDGER.run(
                    "insert into posting values ('e1', 1, 0, 'entitlement', '1', 'USD', 10000,"
                            + " '2026-03-02', ?, now())",
                    posting.document());
        }
    }

    @Test
    void holds_when_every_row_follows_from_an_event() {
        assertThat(failed()).isEmpty();
    }

    @Test
    void finds_an_amount_that_was_changed() {
        LEDGER.run("update posting set minor = 10001");
        assertThat(failed()).containsExactly("postings-follow-from-events");
    }

    @Test
    void finds_a_posting_that_no_event_asked_for() {
        LEDGER.post("e1", "invoice-posted", "USD", 10_000, "2026-03-31");
        assertThat(failed()).containsExactly("postings-follow-from-events", "billed-is-posted");
    }

    @Test
    void finds_an_event_that_is_gone() {
        LEDGER.run("update event set sequence = 2");
        LEDGER.run("update posting set sequence = 2");
        assertThat(failed()).containsExactly("journal-without-gaps");
    }

    @Test
    void finds_a_document_that_was_posted_twice() {
        for (String attempt : List.of("a", "b")) {
            LEDGER.run(
                    "insert into action (key, engagement, system, kind, natural_key, body,"
                            + " depends_on, status, external_id, planned_at, sent_at, concluded_at)"
                            + " values (?, 'e1', 'erp', 'POST_INVOICE', 'e1/2026-03#1', '{}', '{}',"
                            + " 'confirmed', ?, now(), now(), now())",
                    "e1/erp/invoice/2026-03#1" + attempt,
                    "INV-" + attempt);
        }
        assertThat(failed()).containsExactly("no-document-doubled");
    }

    @Test
    void finds_a_write_that_nobody_looks_at_and_one_that_ended_and_still_is() {
        LEDGER.run(
                "insert into action (key, engagement, system, kind, natural_key, body, depends_on,"
                        + " status, planned_at) values ('e1/erp/customer', 'e1', 'erp',"
                        + " 'CREATE_CUSTOMER', 'c1', '{}', '{}', 'planned', now())");
        assertThat(failed()).contains("open-writes-looked-at");
        LEDGER.run("insert into under_way select ordinal, system, key from action");
        assertThat(failed()).doesNotContain("open-writes-looked-at");
        LEDGER.run("update action set status = 'confirmed', concluded_at = now()");
        assertThat(failed()).contains("open-writes-looked-at");
    }

    @Test
    void finds_accounts_that_were_rewired() {
        try {
            LEDGER.run(
                    "update happening_leg set account = 'billed'"
                            + " where happening = 'entitlement' and account = 'unbilled'");
            assertThat(failed()).contains("contract-value-billing", "accounts-of-happenings");
        } finally {
            LEDGER.run(
                    "update happening_leg set account = 'unbilled'"
                            + " where happening = 'entitlement' and account = 'billed'");
        }
    }

    private static List<String> failed() {
        return Check.run(LEDGER.dataSource(), replayed -> {}).stream()
                .filter(result -> !result.holds())
                .map(CheckResult::name)
                .toList();
    }
}
