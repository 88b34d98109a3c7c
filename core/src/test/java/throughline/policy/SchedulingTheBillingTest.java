package throughline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import throughline.calendar.DateRange;
import throughline.landscape.GateName;
import throughline.money.Money;
import throughline.policy.Sale.SaleLine;
import throughline.terms.Line;
import throughline.terms.PricingModel.FixedFeeCalendar;
import throughline.terms.PricingModel.Instalment;

class SchedulingTheBillingTest {

    private final Firm firm = Firm.plain();

    private static SaleLine milestones(String amount) {
        return SaleLine.of("1", "fixed-fee-milestones", amount).until("2026-07-01");
    }

    private static SaleLine calendar(String amount) {
        return SaleLine.of("1", "fixed-fee-calendar", amount);
    }

    private List<String> amounts(SaleLine line) {
        var pricing = Sale.of(line).terms(firm).lines().getFirst().pricing();
        return Stream.concat(
                        pricing.milestones().stream().map(part -> part.amount().toString()),
                        pricing.instalments().stream().map(part -> part.id() + " " + part.amount()))
                .toList();
    }

    @Test
    void shares_become_amounts_that_add_up_to_the_cent() {
        assertThat(amounts(milestones("EUR 100.01").share("a", "0.5").share("b", "0.5")))
                .containsExactly("EUR 50.01", "EUR 50.00");
        assertThat(
                        amounts(
                                milestones("EUR 0.05")
                                        .share("a", "0.333")
                                        .share("b", "0.333")
                                        .share("c", "0.334")))
                .containsExactly("EUR 0.02", "EUR 0.01", "EUR 0.02");
    }

    @Test
    void amounts_and_shares_may_be_mixed_when_they_come_to_the_price() {
        assertThat(
                        amounts(
                                milestones("EUR 1000.00")
                                        .milestone("a", "2026-03-10", "EUR 400.00")
                                        .share("b", "0.35")
                                        .share("c", "0.25")))
                .containsExactly("EUR 400.00", "EUR 350.00", "EUR 250.00");
    }

    @Test
    void a_schedule_that_misses_the_price_by_a_cent_is_refused() {
        String code = "schedule-does-not-add-up";
        assertThat(
                        Sale.of(milestones("EUR 10.00").milestone("a", "2026-03-10", "EUR 9.99"))
                                .codes(firm))
                .containsExactly(code);
        assertThat(Sale.of(milestones("EUR 10.00").share("a", "0.9999")).codes(firm))
                .containsExactly(code);
        assertThat(Sale.of(milestones("EUR 10.00").share("a", "1.1")).codes(firm))
                .containsExactly(code);
        assertThat(Sale.of(calendar("EUR 10.00").instalment("2026-03-31", "EUR 10.01")).codes(firm))
                .containsExactly(code);
        assertThat(
                        Sale.of(
                                        milestones("EUR 10.00")
                                                .milestone("a", "2026-03-10", "EUR 4.00")
                                                .share("b", "0.5"))
                                .codes(firm))
                .containsExactly(code);
    }

    @Test
    void a_milestone_is_billed_once_and_for_something() {
        assertThat(Sale.of(milestones("EUR 10.00").share("a", "0.5").share("a", "0.5")).codes(firm))
                .containsExactly("milestone-duplicate");
        assertThat(Sale.of(milestones("EUR 10.00").share("a", "1").share("b", "0")).codes(firm))
                .containsExactly("schedule-part-not-positive");
        assertThat(Sale.of(milestones("EUR 10.00").share("a", "2").share("b", "-1")).codes(firm))
                .containsExactly("schedule-part-not-positive");
    }

    @Test
    void dates_lie_inside_the_term_and_its_days_of_grace() {
        SaleLine late =
                calendar("EUR 10.00").instalment("2026-07-01", "EUR 10.00").until("2026-07-01");
        assertThat(Sale.of(late).codes(firm)).containsExactly("schedule-outside-term");

        firm.set(GateName.SCHEDULE, "grace-days", "1");
        assertThat(Sale.of(late).codes(firm)).isEmpty();
        assertThat(
                        Sale.of(
                                        calendar("EUR 10.00")
                                                .instalment("2026-03-09", "EUR 10.00")
                                                .until("2026-07-01"))
                                .codes(firm))
                .containsExactly("schedule-outside-term");
    }

    @Test
    void a_term_ends_after_it_begins_or_takes_its_end_from_the_schedule_or_a_default() {
        assertThat(Sale.of(milestones("EUR 1.00").from("2026-07-01")).codes(firm))
                .containsExactly("term-empty");

        SaleLine open = SaleLine.of("1", "time-and-materials").card("std");
        assertThat(Sale.of(open).codes(firm)).containsExactly("term-missing");
        firm.set(GateName.SCHEDULE, "default-term-months", "12");
        assertThat(Sale.of(open).terms(firm).lines().getFirst().term())
                .isEqualTo(new DateRange(Sale.DAY, LocalDate.of(2027, 3, 10)));

        Line line =
                Sale.of(calendar("EUR 10.00").instalment("2026-05-31", "EUR 10.00"))
                        .terms(firm)
                        .lines()
                        .getFirst();
        assertThat(line.term()).isEqualTo(new DateRange(Sale.DAY, LocalDate.of(2026, 6, 1)));
    }

    @Test
    void two_instalments_on_one_day_keep_names_of_their_own() {
        assertThat(
                        amounts(
                                calendar("EUR 10.00")
                                        .instalment("2026-03-31", "EUR 4.00")
                                        .instalment("2026-03-31", "EUR 6.00")))
                .containsExactly("2026-03-31 EUR 4.00", "2026-03-31#2 EUR 6.00");
    }

    @Test
    void a_deal_without_schedule_gets_the_one_of_its_table() {
        assertThat(Sale.of(milestones("EUR 10.00")).codes(firm))
                .containsExactly("schedule-missing");

        firm.with(
                PlainTable.of(
                        "billing-schedule",
                        "pricing-model | parts",
                        "fixed-fee-milestones | 30@start=Kick-off;40@middle;30@end",
                        "* | 100@close"));
        assertThat(amounts(milestones("EUR 0.05")))
                .containsExactly("EUR 0.02", "EUR 0.02", "EUR 0.01");
        assertThat(
                        Sale.of(calendar("EUR 10.00").from("2026-04-01").until("2026-05-01"))
                                .terms(firm)
                                .lines()
                                .getFirst()
                                .pricing())
                .isEqualTo(
                        new FixedFeeCalendar(
                                List.of(
                                        new Instalment(
                                                "2026-04-01",
                                                LocalDate.of(2026, 4, 1),
                                                Money.parse("EUR 10.00")))));
    }

    @Test
    void a_schedule_can_follow_the_fiscal_periods_of_the_entity() {
        SaleLine line = calendar("EUR 100.00").from("2026-01-16").until("2026-03-03");
        firm.set(GateName.SCHEDULE, "default-parts", "each-period-end");
        assertThat(amounts(line))
                .containsExactly(
                        "2026-01-31 EUR 33.34", "2026-02-28 EUR 33.33", "2026-03-02 EUR 33.33");

        // 16, 28 and 2 of 46 days
        firm.set(GateName.SCHEDULE, "default-parts", "each-period-start-by-days");
        assertThat(amounts(line))
                .containsExactly(
                        "2026-01-16 EUR 34.78", "2026-02-01 EUR 60.87", "2026-03-01 EUR 4.35");
    }

    @Test
    void parts_that_nobody_can_read_are_a_fault_of_the_landscape() {
        for (String parts :
                List.of("50@start", "50@start;50@later", "half", "", "101@end;-1@end")) {
            Firm odd = Firm.plain().set(GateName.SCHEDULE, "default-parts", parts);
            assertThat(Sale.of(milestones("EUR 10.00")).codes(odd))
                    .containsExactly(parts.isEmpty() ? "schedule-missing" : "schedule-unreadable");
        }
    }
}
