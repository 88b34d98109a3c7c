package throughline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import throughline.landscape.GateName;
import throughline.money.Money;
import throughline.observed.RecordKey;
import throughline.policy.Sale.SaleLine;

class DecidingWhoBuysAndSellsTest {

    private final Sale sale = Sale.milestones();
    private final Firm firm = Firm.plain();

    @Test
    void a_customer_that_has_not_arrived_cannot_buy() {
        sale.customers.clear();

        // Without a country the sale would be US01's and an export, which it does not sell in euro.
        assertThat(sale.codes(firm)).containsExactly("customer-unknown", "currency-not-allowed");
    }

    @Test
    void a_blocked_customer_is_held() {
        sale.customers.clear();
        sale.customers.add(Sale.customer(Sale.BUYER, "DE1", true));

        assertThat(sale.codes(firm)).containsExactly("customer-blocked");
    }

    @Test
    void a_customer_with_a_twin_in_the_same_system_is_held() {
        sale.customers.add(Sale.customer(new RecordKey("crm", "account", "8"), "D E-1", false));

        assertThat(sale.codes(firm)).containsExactly("customer-not-unique");
    }

    @Test
    void a_copy_in_another_system_is_no_twin() {
        sale.customers.add(Sale.customer(new RecordKey("erp", "customer", "8"), "DE1", false));

        assertThat(sale.codes(firm)).isEmpty();
    }

    @Test
    void missing_fields_are_named_together() {
        firm.require(GateName.CUSTOMER, "tax-id", "customer.segment", "purchase-order", "country");

        assertThat(sale.judge(firm))
                .isInstanceOfSatisfying(
                        GateReport.Violated.class,
                        report -> {
                            Violation violation = report.violations().getFirst();
                            assertThat(violation.code()).isEqualTo("customer-incomplete");
                            assertThat(violation.evidence())
                                    .containsEntry("missing", "customer.segment, purchase-order");
                            assertThat(violation.atStake()).contains(Money.parse("EUR 10000.00"));
                            assertThat(violation.owner()).isEqualTo("finance");
                        });
    }

    @Test
    void a_word_that_nobody_knows_is_a_fault_of_the_policy() {
        firm.require(GateName.TAX, "shoe-size");

        assertThat(sale.codes(firm)).containsExactly("tax-policy-unreadable");
    }

    @Test
    void a_stated_entity_wins_over_the_table_unless_they_must_match() {
        sale.entity = Optional.of("DE01");
        firm.with(PlainTable.of("legal-entity", "unit | entity", "* | US01"));
        assertThat(sale.terms(firm).legalEntity()).isEqualTo("DE01");

        firm.set(GateName.LEGAL_ENTITY, "stated", "must-match");
        assertThat(sale.codes(firm)).containsExactly("legal-entity-differs");
    }

    @Test
    void an_entity_that_the_landscape_lacks_cannot_sell() {
        sale.entity = Optional.of("FR01");
        firm.set(GateName.TAX, "default", "domestic");

        assertThat(sale.codes(firm)).containsExactly("legal-entity-unknown");
    }

    @Test
    void lines_of_two_entities_must_be_split() {
        Sale two =
                Sale.of(
                        SaleLine.of("1", "internal").until("2026-04-01"),
                        SaleLine.of("2", "internal").service("cloud").until("2026-04-01"));
        firm.with(
                PlainTable.of(
                        "legal-entity", "service-line | entity", "design | DE01", "cloud | US01"));

        assertThat(two.codes(firm)).containsExactly("legal-entity-ambiguous");
    }

    @Test
    void a_unit_that_the_landscape_lacks_is_not_silently_another() {
        sale.unit = Optional.of("south");

        assertThat(sale.codes(firm)).containsExactly("unit-unknown");
    }

    @Test
    void tax_treatments_are_known_words_and_one_per_contract() {
        firm.with(PlainTable.of("tax-treatment", "unit | treatment", "* | 19 percent"));
        assertThat(sale.codes(firm)).containsExactly("tax-treatment-unknown");

        firm.without("tax-treatment");
        assertThat(sale.codes(firm)).containsExactly("tax-treatment-undecided");
        firm.set(GateName.TAX, "default", "exempt");
        assertThat(sale.terms(firm).taxTreatment()).isEqualTo("exempt");

        Sale two =
                Sale.of(
                        SaleLine.of("1", "internal").until("2026-04-01"),
                        SaleLine.of("2", "internal").service("cloud").until("2026-04-01"));
        firm.with(
                PlainTable.of(
                        "tax-treatment",
                        "service-line | treatment",
                        "design | domestic",
                        "cloud | export"));
        assertThat(two.codes(firm)).containsExactly("tax-treatment-mixed");
    }

    @Test
    void the_largest_line_decides_on_the_project_template() {
        Sale two =
                Sale.of(
                        SaleLine.of("1", "fixed-fee-calendar", "EUR 10.00")
                                .instalment("2026-03-31", "EUR 10.00")
                                .alone("EUR 10.00"),
                        SaleLine.of("2", "fixed-fee-calendar", "EUR 20.00")
                                .instalment("2026-03-31", "EUR 20.00")
                                .service("cloud")
                                .alone("EUR 20.00"));
        assertThat(two.terms(firm).projectTemplate()).isEqualTo("standard");

        firm.without("project-template");
        assertThat(two.codes(firm)).containsExactly("template-undecided");
    }
}
