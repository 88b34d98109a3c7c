package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.money.Money;
import throughline.rehearsal.Compensation.Treatment;
import throughline.releases.Signature;
import throughline.server.FirmOnPaper;

/** Between the plan of going back and going back, the outside world does not stand still. */
class GoingBackAfterThingsChangedTest {

    private static final String INVOICES =
            "select %s from action where engagement = ? and kind = 'POST_INVOICE' order by ordinal";

    @Test
    void what_was_paid_or_sent_since_is_told_and_only_what_is_still_possible_is_ordered(
            @TempDir Path folder) {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String paid = posted(firm, "006A", "7");
            String unpaid = posted(firm, "006B", "8");
            CompensationStore plans =
                    new CompensationStore(firm.server().installation().dataSource());
            long rehearsal = planned(firm, plans, paid, unpaid);

            pay(firm, paid, "7");
            String since = posted(firm, "006C", "9");
            ordered(firm, plans, rehearsal);
            firm.eventually(
                    "select exists (select from action where kind = 'POST_CREDIT_NOTE'"
                            + " and engagement = ?)",
                    unpaid);

            List<Compensation> all = plans.of(rehearsal);
            assertThat(all)
                    .filteredOn(each -> each.engagement().equals(paid))
                    .singleElement()
                    .satisfies(
                            each -> {
                                assertThat(each.treatment()).isEqualTo(Treatment.CANNOT);
                                assertThat(each.sentence())
                                        .startsWith("Since this was planned: ")
                                        .contains(
                                                "is paid, so a credit of EUR 1000.00 would be"
                                                        + " owed");
                            });
            assertThat(all)
                    .filteredOn(each -> each.engagement().equals(unpaid))
                    .singleElement()
                    .satisfies(
                            each -> {
                                assertThat(each.treatment()).isEqualTo(Treatment.CREDIT);
                                assertThat(each.outcome()).isEqualTo("under way");
                            });
            assertThat(all)
                    .filteredOn(each -> each.engagement().equals(since))
                    .singleElement()
                    .satisfies(
                            each ->
                                    assertThat(each.sentence())
                                            .contains("It was sent after this was planned."));
            assertThat(credits(firm)).isEqualTo(1);
        }
    }

    @Test
    void a_credit_is_dated_in_the_first_open_period_and_none_is_ordered_when_all_are_closed(
            @TempDir Path folder) {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String deal = posted(firm, "006A", "7");
            YearMonth now = YearMonth.now(ZoneOffset.UTC);
            LocalDate next = now.plusMonths(1).atDay(1);
            period(firm, now, "closed", 1);
            period(firm, now.plusMonths(1), "open", 1);
            assertThat(plan(firm, deal))
                    .satisfies(
                            each -> {
                                assertThat(each.treatment()).isEqualTo(Treatment.CREDIT);
                                assertThat(each.sentence())
                                        .startsWith("Credit EUR 1234.56 of ")
                                        .endsWith(
                                                ", on %s, since the period of today is closed."
                                                        .formatted(next));
                            });
            CompensationStore plans =
                    new CompensationStore(firm.server().installation().dataSource());
            ordered(firm, plans, planned(firm, plans, deal));
            firm.eventually(
                    "select exists (select from action where kind = 'POST_CREDIT_NOTE'"
                            + " and engagement = ? and body::jsonb ->> 'date' = ?)",
                    deal,
                    next.toString());

            long later = planned(firm, plans, deal);
            period(firm, now.plusMonths(1), "closed", 2);
            assertThat(plan(firm, deal))
                    .satisfies(
                            each -> {
                                assertThat(each.treatment()).isEqualTo(Treatment.CANNOT);
                                assertThat(each.sentence())
                                        .contains(
                                                "Every period of DE01 is closed, so EUR 1234.56 of",
                                                "open one, then plan again");
                            });
            ordered(firm, plans, later);
            assertThat(plans.of(later))
                    .filteredOn(each -> each.purpose().equals("invoice"))
                    .singleElement()
                    .satisfies(
                            each -> {
                                assertThat(each.treatment()).isEqualTo(Treatment.CANNOT);
                                assertThat(each.sentence())
                                        .startsWith(
                                                "Since this was planned: Every period of DE01 is"
                                                        + " closed");
                            });
            assertThat(credits(firm)).isEqualTo(1);
        }
    }

    @Test
    void what_somebody_credited_by_hand_since_is_not_credited_once_more(@TempDir Path folder) {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String byHand = posted(firm, "006A", "7");
            String untouched = posted(firm, "006B", "8");
            CompensationStore plans =
                    new CompensationStore(firm.server().installation().dataSource());
            long rehearsal = planned(firm, plans, byHand, untouched);
            credit(firm, byHand, "7");

            ordered(firm, plans, rehearsal);
            firm.eventually(
                    "select exists (select from action where kind = 'POST_CREDIT_NOTE'"
                            + " and engagement = ?)",
                    untouched);
            assertThat(of(plans, rehearsal, byHand))
                    .satisfies(
                            each -> {
                                assertThat(each.treatment()).isEqualTo(Treatment.CANNOT);
                                assertThat(each.sentence())
                                        .startsWith("Since this was planned: ")
                                        .contains("was credited (note CN-7)", "or plan again");
                                assertThat(each.outcome()).isEmpty();
                            });
            assertThat(of(plans, rehearsal, untouched).outcome()).isEqualTo("under way");
            assertThat(credits(firm)).isEqualTo(1);
        }
    }

    @Test
    void a_voided_invoice_is_called_voided_before_and_after_it_was_planned(@TempDir Path folder) {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String deal = posted(firm, "006A", "7");
            CompensationStore plans =
                    new CompensationStore(firm.server().installation().dataSource());
            long rehearsal = planned(firm, plans, deal);
            assertThat(plan(firm, deal).treatment()).isEqualTo(Treatment.CREDIT);
            voided(firm, deal, "7");

            ordered(firm, plans, rehearsal);
            assertThat(of(plans, rehearsal, deal))
                    .satisfies(
                            each -> {
                                assertThat(each.treatment()).isEqualTo(Treatment.CANNOT);
                                assertThat(each.sentence())
                                        .startsWith("Since this was planned: ")
                                        .contains("was voided on", "nothing to credit");
                            });
            assertThat(plan(firm, deal))
                    .satisfies(
                            each -> {
                                assertThat(each.treatment()).isEqualTo(Treatment.FOLLOWS);
                                assertThat(each.sentence())
                                        .contains("It was voided in erp on ")
                                        .doesNotContain("not posted yet");
                            });
            assertThat(credits(firm)).isZero();
        }
    }

    @Test
    void a_credit_that_is_under_way_when_it_is_planned_counts_as_credited(@TempDir Path folder) {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String deal = posted(firm, "006A", "7");
            CompensationStore plans =
                    new CompensationStore(firm.server().installation().dataSource());
            assertThat(plan(firm, deal).sentence()).doesNotContain("under way");
            ordered(firm, plans, planned(firm, plans, deal));
            firm.eventually(
                    "select exists (select from action where kind = 'POST_CREDIT_NOTE'"
                            + " and engagement = ?)",
                    deal);
            assertThat(plan(firm, deal))
                    .satisfies(
                            each -> {
                                assertThat(each.treatment()).isEqualTo(Treatment.CREDIT);
                                assertThat(each.sentence())
                                        .contains(
                                                "beside a credit of EUR 1000.00 that is under way");
                            });
            assertThat(plan(firm, deal, Money.ofMinor("EUR", 1_950_000)))
                    .satisfies(
                            each -> {
                                assertThat(each.treatment()).isEqualTo(Treatment.CANNOT);
                                assertThat(each.sentence())
                                        .contains(
                                                "EUR 19500.00 would be credited, but EUR 19000.00"
                                                        + " is left of",
                                                "as a credit of EUR 1000.00 is under way");
                            });
        }
    }

    private static Compensation of(CompensationStore plans, long rehearsal, String deal) {
        return plans.of(rehearsal).stream()
                .filter(each -> each.engagement().equals(deal))
                .filter(each -> each.purpose().equals("invoice"))
                .findFirst()
                .orElseThrow();
    }

    /** As somebody enters it in the financial system. */
    private static void credit(FirmOnPaper firm, String deal, String invoice) {
        firm.observed(
                "erp",
                "credit-note",
                "C" + invoice,
                "1",
                ("{\"id\":\"C%1$s\",\"version\":\"1\",\"invoiceId\":\"%1$s\","
                                + "\"number\":\"CN-%1$s\","
                                + "\"invoiceReference\":\"%2$s\",\"status\":\"posted\","
                                + "\"date\":\"%3$s\",\"net\":\"1000.00\",\"tax\":\"190.00\","
                                + "\"currency\":\"EUR\"}")
                        .formatted(
                                invoice,
                                first(firm, deal, "natural_key"),
                                LocalDate.now(ZoneOffset.UTC)));
    }

    private static void voided(FirmOnPaper firm, String deal, String invoice) {
        firm.observed(
                "erp",
                "sales-invoice",
                invoice,
                "2",
                ("{\"id\":\"%1$s\",\"version\":\"2\",\"number\":\"RE-%1$s\","
                                + "\"reference\":\"%2$s\",\"status\":\"voided\","
                                + "\"date\":\"%3$s\",\"net\":\"20000.00\",\"tax\":\"3800.00\","
                                + "\"currency\":\"EUR\"}")
                        .formatted(
                                invoice,
                                first(firm, deal, "natural_key"),
                                LocalDate.now(ZoneOffset.UTC)));
    }

    /** What going back asks of an invoice that would be less by an amount. */
    private static Compensation plan(FirmOnPaper firm, String deal) {
        return plan(firm, deal, Money.ofMinor("EUR", 123_456));
    }

    private static Compensation plan(FirmOnPaper firm, String deal, Money much) {
        Money net = Money.ofMinor("EUR", 2_000_000);
        Difference.Write less =
                new Difference.Write(
                        Difference.Fate.AMENDED,
                        first(firm, deal, "natural_key"),
                        "POST_INVOICE",
                        "erp",
                        Optional.of(net),
                        Optional.of(net.minus(much)),
                        "net");
        return Compensating.plan(
                        firm.server().installation().dataSource(),
                        firm.server().installation().release(),
                        List.of(new Findings.OneWrite(deal, less)))
                .getFirst();
    }

    private static void period(FirmOnPaper firm, YearMonth month, String state, int version) {
        firm.observed(
                "erp",
                "period",
                "DE01/" + month,
                Integer.toString(version),
                ("{\"id\":\"%s\",\"company\":\"DE01\",\"version\":\"%d\",\"from\":\"%s\","
                                + "\"until\":\"%s\",\"state\":\"%s\"}")
                        .formatted(
                                month,
                                version,
                                month.atDay(1),
                                month.plusMonths(1).atDay(1),
                                state));
    }

    private static void ordered(FirmOnPaper firm, CompensationStore plans, long rehearsal) {
        plans.order(
                rehearsal,
                firm.server().installation().release(),
                Signature.of("ann"),
                Instant.now());
    }

    private static long credits(FirmOnPaper firm) {
        return firm.database()
                .sql("select count(*) from action where kind = 'POST_CREDIT_NOTE'")
                .query(Long.class)
                .single();
    }

    private static String posted(FirmOnPaper firm, String id, String external) {
        String deal = firm.won(id, "A year of running " + id, "001G", 40_000, "005A");
        firm.write(deal, "POST_INVOICE");
        firm.ended(
                deal,
                first(firm, deal, "key"),
                new ActionOutcome.Confirmed(external, Map.of("number", "RE-" + external)));
        return deal;
    }

    private static long planned(FirmOnPaper firm, CompensationStore plans, String... deals) {
        long rehearsal =
                firm.database()
                        .sql(
                                """
                                insert into rehearsal
                                    (release, hash, against, scope, state, started_at, by, seen)
                                select id, hash, id, 'whole history', 'finished', now(), 'ann', 0
                                from release returning id
                                """)
                        .query(Long.class)
                        .single();
        for (String deal : deals) {
            plans.keep(
                    rehearsal,
                    List.of(
                            new Compensation(
                                    deal,
                                    "invoice",
                                    Treatment.CREDIT,
                                    "Credit EUR 1000.00.",
                                    first(firm, deal, "natural_key"),
                                    Optional.of(Money.ofMinor("EUR", 100_000)),
                                    "")));
        }
        return rehearsal;
    }

    private static void pay(FirmOnPaper firm, String deal, String invoice) {
        firm.observed(
                "erp",
                "payment",
                "P" + invoice,
                "1",
                ("{\"id\":\"P%s\",\"version\":\"1\",\"invoiceId\":\"%s\","
                     + "\"invoiceReference\":\"%s\","
                     + "\"date\":\"2026-11-02\",\"net\":\"20000.00\",\"currency\":\"EUR\"}")
                        .formatted(invoice, invoice, first(firm, deal, "natural_key")));
    }

    private static String first(FirmOnPaper firm, String deal, String column) {
        return firm.database()
                .sql(INVOICES.formatted(column) + " limit 1")
                .param(deal)
                .query(String.class)
                .single();
    }
}
