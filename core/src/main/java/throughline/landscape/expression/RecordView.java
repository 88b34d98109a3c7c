package throughline.landscape.expression;

import org.jspecify.annotations.Nullable;
import throughline.observed.CanonicalRecord;

/**
 * Fields of canonical records, as expressions read them after {@code require} and {@code lookup}.
 */
final class RecordView {

    private RecordView() {}

    /** A field of the record, one of its attributes, or nothing. */
    static @Nullable Object field(CanonicalRecord record, String name) {
        if (name.equals("key")) {
            return record.key();
        }
        if (name.equals("id")) {
            return record.key().id();
        }
        return switch (record) {
            case CanonicalRecord.Deal deal -> deal(deal, name);
            case CanonicalRecord.Customer customer -> customer(customer, name);
            case CanonicalRecord.Person person ->
                    switch (name) {
                        case "name" -> person.name();
                        case "role" -> person.role().orElse(null);
                        case String attribute -> person.attributes().get(attribute);
                    };
            case CanonicalRecord.Capacity capacity ->
                    switch (name) {
                        case "person" -> capacity.person();
                        case "from" -> capacity.from();
                        case "until" -> capacity.until();
                        case "hours" -> capacity.hours();
                        case String _ -> null;
                    };
            case CanonicalRecord.Project project ->
                    switch (name) {
                        case "name" -> project.name();
                        case "status" -> project.status().orElse(null);
                        case String attribute -> project.attributes().get(attribute);
                    };
            case CanonicalRecord.Period period ->
                    switch (name) {
                        case "legalEntity" -> period.legalEntity();
                        case "from" -> period.from();
                        case "until" -> period.until();
                        case "state" -> period.state();
                        case String _ -> null;
                    };
            case CanonicalRecord.Reference reference -> reference.attributes().get(name);
            case CanonicalRecord.Milestone _,
                    CanonicalRecord.TimeEntry _,
                    CanonicalRecord.Invoice _,
                    CanonicalRecord.CreditNote _,
                    CanonicalRecord.Payment _,
                    CanonicalRecord.Journal _ ->
                    null;
        };
    }

    private static @Nullable Object deal(CanonicalRecord.Deal deal, String name) {
        return switch (name) {
            case "name" -> deal.name();
            case "stage" -> deal.stage().name();
            case "customer" -> deal.customer();
            case "amount" -> deal.amount().orElse(null);
            case "unit" -> deal.unit().orElse(null);
            case "legalEntity" -> deal.legalEntity().orElse(null);
            case String attribute -> deal.attributes().get(attribute);
        };
    }

    private static @Nullable Object customer(CanonicalRecord.Customer customer, String name) {
        return switch (name) {
            case "name" -> customer.name();
            case "country" -> customer.country().orElse(null);
            case "taxId" -> customer.taxId().orElse(null);
            case "domain" -> customer.domain().orElse(null);
            case "blocked" -> customer.blocked();
            case String attribute -> customer.attributes().get(attribute);
        };
    }
}
