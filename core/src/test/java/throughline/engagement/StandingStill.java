package throughline.engagement;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.landscape.GatePolicy;
import throughline.landscape.Pause;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.DealLine;

/** Reasons for clocks to stand still, and records that give them. */
final class StandingStill {

    /** The commercial system says for whom a deal waits. */
    static final Pause DEAL_WAITS =
            new Pause.While(
                    "waiting-for-customer",
                    condition(
                            facts ->
                                    facts.get("deal") instanceof Deal deal
                                            && deal.attributes().containsKey("waits")));

    /** A customer who is away. */
    static final Pause CUSTOMER_AWAY =
            new Pause.While(
                    "customer-away",
                    condition(
                            facts ->
                                    facts.get("customer") instanceof Customer customer
                                            && customer.attributes().containsKey("away")));

    /** A write that somebody has to look at. */
    static final Pause REFUSED =
            new Pause.UntilClosed("write-refused", Set.of("action-rejected"), Optional.empty());

    private StandingStill() {}

    private interface Test {
        boolean holds(Map<String, Object> facts);
    }

    private static GatePolicy.Condition condition(Test test) {
        return new GatePolicy.Condition() {
            @Override
            public String code() {
                return "";
            }

            @Override
            public String sentence() {
                return "";
            }

            @Override
            public boolean holds(Map<String, Object> facts) {
                return test.holds(facts);
            }
        };
    }

    static Deal won(boolean waits, DealLine... lines) {
        Deal deal = Records.won(lines);
        return new Deal(
                deal.key(),
                deal.name(),
                deal.stage(),
                deal.customer(),
                deal.amount(),
                deal.closeDate(),
                deal.signedOn(),
                deal.approvedAt(),
                deal.approvedBy(),
                deal.bookedOn(),
                deal.unit(),
                deal.legalEntity(),
                deal.purchaseOrder(),
                deal.lines(),
                waits ? Map.of("waits", "yes") : Map.of());
    }

    static Customer customer(boolean away) {
        Customer known = Records.customer();
        return new Customer(
                known.key(),
                known.name(),
                known.street(),
                known.city(),
                known.postalCode(),
                known.country(),
                known.taxId(),
                known.domain(),
                known.blocked(),
                away ? Map.of("away", "yes") : Map.of());
    }
}
