package throughline.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import throughline.calendar.DateRange;
import throughline.engagement.AgreementEvent;
import throughline.engagement.BillingEvent;
import throughline.engagement.Event;
import throughline.engagement.RevenueEvent;
import throughline.engagement.WorkEvent;
import throughline.money.Money;
import throughline.observed.RecordKey;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.RevenueMethod;
import throughline.terms.Terms;

class PostingEachEventTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 31);
    private static final RecordKey CARD = new RecordKey("psa", "time", "9");

    @Test
    void booking_posts_every_price_and_no_open_line() {
        Terms terms = terms(line("a", "EUR 420.00"), line("b", "EUR 0.01"), open("c"));

        assertThat(Postings.of(new AgreementEvent.ContractBooked(terms, DAY)))
                .containsExactly(
                        posting(Happening.BOOKED, "a", "EUR 420.00", ""),
                        posting(Happening.BOOKED, "b", "EUR 0.01", ""));
    }

    @Test
    void cancelling_and_reinstating_leave_what_was_booked() {
        Map<String, Money> left = Map.of("a", euro("300.00"));
        List<Posting> off = Postings.of(new AgreementEvent.ContractCancelled(DAY, left));
        List<Posting> on = Postings.of(new AgreementEvent.ContractReinstated(DAY, left));

        assertThat(off).containsExactly(posting(Happening.BOOKED, "a", "EUR -300.00", ""));
        assertThat(on).containsExactly(posting(Happening.BOOKED, "a", "EUR 300.00", ""));
    }

    @Test
    void time_over_the_committed_price_is_booked_softly_as_it_is_delivered() {
        assertThat(Postings.of(approved("1200.00", "700.00", "200.00")))
                .containsExactly(
                        posting(Happening.SOFT_BOOKED, "a", "EUR 200.00", ""),
                        posting(Happening.ENTITLEMENT, "a", "EUR 1200.00", ""),
                        posting(Happening.WORK_COST, "a", "EUR 700.00", ""));
    }

    @Test
    void time_that_is_not_billed_by_hours_only_costs() {
        assertThat(Postings.of(approved("0.00", "700.00", "0.00")))
                .containsExactly(posting(Happening.WORK_COST, "a", "EUR 700.00", ""));
    }

    @Test
    void a_charge_entitles_under_its_own_name() {
        assertThat(
                        Postings.of(
                                new BillingEvent.ChargeRaised(
                                        "m1", "a", "2026-03", DAY, euro("10000.00"))))
                .containsExactly(posting(Happening.ENTITLEMENT, "a", "EUR 10000.00", "m1"));
    }

    @Test
    void an_invoice_posts_net_of_tax_and_its_void_takes_exactly_that_back() {
        Map<String, Money> lines = Map.of("a", euro("100.00"), "b", euro("0.05"));
        Event posted =
                new BillingEvent.InvoicePosted(
                        "i1",
                        "E7",
                        "R-2026-1",
                        DAY,
                        euro("100.05"),
                        euro("19.01"),
                        lines,
                        java.util.Optional.empty());
        Event voided = new BillingEvent.InvoiceVoided("i1", DAY, euro("100.05"), lines);

        assertThat(Postings.of(posted))
                .containsExactly(
                        posting(Happening.INVOICE_POSTED, "a", "EUR 100.00", "i1"),
                        posting(Happening.INVOICE_POSTED, "b", "EUR 0.05", "i1"));
        assertThat(Postings.of(voided))
                .containsExactly(
                        posting(Happening.INVOICE_POSTED, "a", "EUR -100.00", "i1"),
                        posting(Happening.INVOICE_POSTED, "b", "EUR -0.05", "i1"));
    }

    @Test
    void a_credit_note_posts_under_its_own_name() {
        assertThat(
                        Postings.of(
                                new BillingEvent.CreditNotePosted(
                                        "c1",
                                        "i1",
                                        "G-1",
                                        DAY,
                                        euro("40.00"),
                                        Map.of("a", euro("40.00")),
                                        Map.of(),
                                        Optional.empty(),
                                        Map.of())))
                .containsExactly(posting(Happening.CREDIT_POSTED, "a", "EUR 40.00", "c1"));
    }

    @Test
    void payment_revenue_and_writing_off_post_what_they_say() {
        assertThat(Postings.of(new BillingEvent.PaymentReceived("p1", "i1", DAY, euro("19.00"))))
                .containsExactly(posting(Happening.PAYMENT, "", "EUR 19.00", "i1"));
        assertThat(
                        Postings.of(
                                new RevenueEvent.RevenueRecognized(
                                        "a", "2026-03", DAY, euro("-7.00"), "straight-line")))
                .containsExactly(
                        posting(Happening.REVENUE_RECOGNIZED, "a", "EUR -7.00", "2026-03"));
        assertThat(
                        Postings.of(
                                new BillingEvent.UnitsWrittenOff(
                                        "u",
                                        "a",
                                        "2026-03",
                                        "senior",
                                        DAY,
                                        BigDecimal.ONE,
                                        euro("100.00"),
                                        euro("-100.00"),
                                        "carl",
                                        "goodwill")))
                .containsExactly(
                        posting(Happening.SOFT_BOOKED, "a", "EUR -100.00", ""),
                        posting(Happening.WRITE_OFF, "a", "EUR 100.00", "u"));
    }

    @Test
    void what_is_only_planned_or_observed_posts_nothing() {
        assertThat(
                        Postings.of(
                                new BillingEvent.InvoicePlanned(
                                        "i1", DAY, List.of(), euro("100.00"), Optional.empty())))
                .isEmpty();
        assertThat(Postings.of(new WorkEvent.MilestoneAccepted("a", "m1", DAY, BigDecimal.ONE)))
                .isEmpty();
        assertThat(Postings.of(new AgreementEvent.ProjectActivated(DAY))).isEmpty();
    }

    @Test
    void billable_hours_are_worth_their_standard_rate_whatever_they_are_charged_at() {
        WorkEvent.TimeApproved rated =
                approved("0.00", "0.00", "0.00", Optional.of(euro("1300.00")));
        assertThat(Postings.of(rated))
                .containsExactly(
                        new Posting(Happening.WORK_STANDARD, "a", euro("1300.00"), DAY, ""));
        WorkEvent.TimeApproved unrated =
                approved("0.00", "0.00", "0.00", Optional.of(euro("0.00")));
        assertThat(Postings.of(unrated)).isEmpty();
        assertThat(Measures.of(unrated))
                .contains(hours(Measure.Kind.HOURS_UNRATED, "a", "7.5", "anna"));
    }

    @Test
    void hours_are_worked_and_billable_apart_and_taken_back_alike() {
        assertThat(Measures.of(approved("1200.00", "700.00", "0.00")))
                .containsExactly(
                        hours(Measure.Kind.HOURS_WORKED, "a", "7.5", "anna"),
                        hours(Measure.Kind.HOURS_BILLABLE, "a", "7.5", "anna"));
        assertThat(
                        Measures.of(
                                new WorkEvent.CapacityKnown(
                                        CARD, "anna", DAY, new BigDecimal("-8"))))
                .containsExactly(hours(Measure.Kind.HOURS_AVAILABLE, "", "-8", "anna"));
    }

    @Test
    void every_identity_can_fail_so_that_checking_it_means_something() {
        CurrencyUnit euro = CurrencyUnit.EUR;
        for (Identity identity : Identity.ALL) {
            assertThat(Account.values())
                    .as("an account whose error breaks: %s", identity.formula())
                    .anyMatch(
                            account ->
                                    !identity.holds(
                                            new Balances(euro, Map.of(account, euro("0.01")))));
        }
        for (Account account : Account.values()) {
            Balances corrupt = new Balances(euro, Map.of(account, euro("0.01")));
            assertThat(Identity.ALL)
                    .as("identities that notice a stray cent on %s", account)
                    .anyMatch(identity -> !identity.holds(corrupt));
        }
    }

    private static WorkEvent.TimeApproved approved(String amount, String cost, String softBooked) {
        return approved(amount, cost, softBooked, Optional.empty());
    }

    private static WorkEvent.TimeApproved approved(
            String amount, String cost, String softBooked, Optional<Money> standard) {
        return new WorkEvent.TimeApproved(
                CARD,
                "a",
                "2026-03",
                "anna",
                "senior",
                DAY,
                new BigDecimal("7.5"),
                true,
                euro(amount),
                euro(cost),
                euro(softBooked),
                "tables/rate-card.csv line 2",
                standard);
    }

    private static Terms terms(Line... lines) {
        return new Terms(
                0,
                DAY,
                "DE01",
                "north",
                CurrencyUnit.EUR,
                Optional.empty(),
                "domestic",
                "standard",
                List.of(lines),
                "hash");
    }

    private static Line line(String id, String price) {
        return new Line(
                id,
                id,
                "design",
                new PricingModel.FixedFeeMilestones(List.of()),
                Optional.of(Money.parse(price)),
                DateRange.day(DAY),
                RevenueMethod.OUTPUT_MILESTONES,
                List.of());
    }

    private static Line open(String id) {
        return new Line(
                id,
                id,
                "design",
                new PricingModel.TimeAndMaterials("std", Optional.empty()),
                Optional.empty(),
                DateRange.day(DAY),
                RevenueMethod.RIGHT_TO_INVOICE,
                List.of());
    }

    private static Posting posting(Happening happening, String line, String money, String doc) {
        return new Posting(happening, line, Money.parse(money), DAY, doc);
    }

    private static Measure hours(Measure.Kind kind, String line, String hours, String person) {
        return new Measure(kind, line, new BigDecimal(hours), DAY, person);
    }

    private static Money euro(String amount) {
        return Money.parse("EUR " + amount);
    }
}
