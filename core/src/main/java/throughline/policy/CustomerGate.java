package throughline.policy;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.observed.CanonicalRecord.Customer;

/** Who buys: known, once, and not blocked. */
final class CustomerGate {

    private CustomerGate() {}

    static Draft examine(Case asked, Draft draft, Findings findings) {
        if (asked.policy().enabled()) {
            asked.facts()
                    .customer()
                    .ifPresentOrElse(
                            customer -> known(asked, customer, findings),
                            () -> unknown(asked, findings));
        }
        return draft;
    }

    private static void unknown(Case asked, Findings findings) {
        String key = asked.deal().customer().toString();
        findings.essential(
                "customer-unknown",
                "Cannot agree a contract with customer "
                        + key
                        + ": it has not arrived. Send the"
                        + " customer's record, or correct the deal's customer.",
                Map.of("customer", key));
    }

    private static void known(Case asked, Customer customer, Findings findings) {
        if (customer.blocked()) {
            findings.find(
                    "customer-blocked",
                    "Cannot sell to "
                            + customer.name()
                            + ": the customer is blocked. Unblock the"
                            + " customer, or have the block waived.",
                    Map.of("customer", customer.key().toString()));
        }
        if (asked.facts().customers().size() < 2) {
            return;
        }
        String twins =
                asked.facts().customers().stream()
                        .filter(other -> isTwin(customer, other))
                        .map(other -> other.key().toString())
                        .sorted()
                        .collect(Collectors.joining(", "));
        if (!twins.isEmpty()) {
            findings.find(
                    "customer-not-unique",
                    "Cannot tell which customer buys: "
                            + customer.name()
                            + " is also known as "
                            + twins
                            + ". Merge the records, or say that they differ.",
                    Map.of("customer", customer.key().toString(), "also", twins));
        }
    }

    /** The same party twice in one system; a copy in another system is no second customer. */
    private static boolean isTwin(Customer one, Customer other) {
        boolean comparable =
                one.key().system().equals(other.key().system())
                        && one.key().type().equals(other.key().type())
                        && !one.key().equals(other.key());
        return comparable
                && (same(one.taxId(), other.taxId())
                        || same(Optional.of(one.name()), Optional.of(other.name()))
                                && same(one.domain(), other.domain()));
    }

    private static boolean same(Optional<String> one, Optional<String> other) {
        return one.isPresent()
                && one.map(CustomerGate::plain).equals(other.map(CustomerGate::plain));
    }

    private static String plain(String text) {
        return text.replaceAll("[\\s.-]", "").toLowerCase(Locale.ROOT);
    }
}
