package throughline.policy;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.CanonicalRecord.Deal;

/** The words by which a policy can demand a field. */
public final class RequiredFields {

    private static final Map<String, Predicate<Deal>> OF_DEAL =
            Map.ofEntries(
                    entry("deal-name", deal -> !deal.name().isBlank()),
                    entry("amount", deal -> deal.amount().isPresent()),
                    entry("close-date", deal -> deal.closeDate().isPresent()),
                    entry("signed-on", deal -> deal.signedOn().isPresent()),
                    entry("approved-at", deal -> deal.approvedAt().isPresent()),
                    entry("booked-on", deal -> deal.bookedOn().isPresent()),
                    entry("unit", deal -> filled(deal.unit())),
                    entry("legal-entity", deal -> filled(deal.legalEntity())),
                    entry("purchase-order", deal -> filled(deal.purchaseOrder())),
                    entry("lines", deal -> !deal.lines().isEmpty()));

    private static final Map<String, Function<Customer, Optional<String>>> OF_CUSTOMER =
            Map.of(
                    "name", customer -> Optional.of(customer.name()),
                    "street", Customer::street,
                    "city", Customer::city,
                    "postal-code", Customer::postalCode,
                    "country", Customer::country,
                    "tax-id", Customer::taxId,
                    "domain", Customer::domain);

    private static final Map<String, Predicate<LineDraft>> OF_LINE =
            Map.ofEntries(
                    entry("line-amount", line -> line.amount().isPresent()),
                    entry("list-price", line -> line.sold().listPrice().isPresent()),
                    entry("from", line -> line.sold().from().isPresent()),
                    entry("until", line -> line.sold().until().isPresent()),
                    entry("schedule", RequiredFields::hasSchedule),
                    entry(
                            "estimates",
                            line -> line.is(Model.EXPENSES) || !line.sold().estimates().isEmpty()),
                    entry("rate-card", line -> !isTimed(line) || filled(line.sold().rateCard())),
                    entry("cap", line -> !isTimed(line) || line.cap().isPresent()),
                    entry(
                            "standalone-selling-price",
                            line -> line.sold().standaloneSellingPrice().isPresent()),
                    entry("revenue-method", line -> filled(line.sold().revenueMethod())));

    private static final String DEAL_ATTRIBUTE = "deal.";
    private static final String CUSTOMER_ATTRIBUTE = "customer.";

    private RequiredFields() {}

    /** Whether a policy may demand this word. */
    public static boolean isKnown(String word) {
        return OF_DEAL.containsKey(word)
                || OF_CUSTOMER.containsKey(word)
                || OF_LINE.containsKey(word)
                || word.startsWith(DEAL_ATTRIBUTE)
                || word.startsWith(CUSTOMER_ATTRIBUTE);
    }

    /** Every word but the attributes, in alphabetical order. */
    public static List<String> words() {
        TreeSet<String> words = new TreeSet<>(OF_DEAL.keySet());
        words.addAll(OF_CUSTOMER.keySet());
        words.addAll(OF_LINE.keySet());
        return List.copyOf(words);
    }

    static void examine(Case asked, Draft draft, Findings findings) {
        List<String> missing = new ArrayList<>();
        for (String word : asked.policy().required()) {
            if (!isKnown(word)) {
                findings.find(
                        asked.code("policy-unreadable"),
                        "Cannot ask for \""
                                + word
                                + "\": no such field is known. Use one of "
                                + String.join(", ", words())
                                + ".",
                        Map.of("required", word));
            } else if (!isFilled(asked, word)) {
                missing.add(word);
            } else {
                Predicate<LineDraft> field = OF_LINE.getOrDefault(word, it -> true);
                for (LineDraft line : draft.lines()) {
                    if (!field.test(line)) {
                        missing.add(word + " of line " + line.id());
                    }
                }
            }
        }
        if (!missing.isEmpty()) {
            String fields = String.join(", ", missing);
            findings.find(
                    asked.code("incomplete"),
                    "The deal cannot go through "
                            + Case.word(asked.policy().gate())
                            + " without "
                            + fields
                            + ". Complete the record, or have it waived.",
                    Map.of("missing", fields));
        }
    }

    private static boolean isFilled(Case asked, String word) {
        if (word.startsWith(DEAL_ATTRIBUTE)) {
            String name = word.substring(DEAL_ATTRIBUTE.length());
            return filled(Optional.ofNullable(asked.deal().attributes().get(name)));
        }
        Optional<Customer> customer = asked.facts().customer();
        if (word.startsWith(CUSTOMER_ATTRIBUTE)) {
            String name = word.substring(CUSTOMER_ATTRIBUTE.length());
            return customer.isEmpty()
                    || filled(customer.map(known -> known.attributes().get(name)));
        }
        if (OF_CUSTOMER.containsKey(word)) {
            // An unknown customer is a finding of its own; its fields are no further ones.
            return customer.isEmpty()
                    || filled(
                            customer.flatMap(
                                    OF_CUSTOMER.getOrDefault(word, it -> Optional.empty())));
        }
        return OF_DEAL.getOrDefault(word, deal -> true).test(asked.deal());
    }

    private static boolean hasSchedule(LineDraft line) {
        return !line.isFixedFee()
                || !line.sold().milestones().isEmpty()
                || !line.sold().instalments().isEmpty();
    }

    private static boolean isTimed(LineDraft line) {
        return line.is(Model.TIME_AND_MATERIALS);
    }

    private static boolean filled(Optional<String> text) {
        return text.filter(it -> !it.isBlank()).isPresent();
    }
}
