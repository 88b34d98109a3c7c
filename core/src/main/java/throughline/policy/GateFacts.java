package throughline.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.CanonicalRecord.Deal;

/**
 * All that the gates may look at, besides the unit's rules.
 *
 * @param customers every customer that is known here, the deal's among them
 * @param waived codes that somebody entitled has waived
 * @param approvals who approved which content, by its hash
 * @param today the day of the decision; counts only for a deal without any date
 * @param contentHash of the deal
 */
public record GateFacts(
        Deal deal,
        List<Customer> customers,
        Set<String> waived,
        Map<String, String> approvals,
        LocalDate today,
        String contentHash) {

    public GateFacts {
        customers = List.copyOf(customers);
        waived = Set.copyOf(waived);
        approvals = Map.copyOf(approvals);
    }

    /** The same, of a deal whose content nobody has named yet. */
    public GateFacts(
            Deal deal,
            List<Customer> customers,
            Set<String> waived,
            Map<String, String> approvals,
            LocalDate today) {
        this(deal, customers, waived, approvals, today, ContentHash.of(deal));
    }

    /** The deal's customer, when it has arrived. */
    public Optional<Customer> customer() {
        for (Customer one : customers) {
            if (one.key().equals(deal.customer())) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** The deal's day: booked on, else signed on, else closed on, else today. */
    public LocalDate day() {
        return deal.bookedOn().or(deal::signedOn).or(deal::closeDate).orElse(today);
    }
}
