package throughline.landscape.build;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.observed.CanonicalRecord;
import throughline.observed.CreditedPart;
import throughline.observed.RecordKey;

/** Makes canonical records of checked values. */
final class Assembly {

    private Assembly() {}

    /** The record of a canonical type that {@link Shapes} knows. */
    static CanonicalRecord record(String canonical, RecordKey key, Values v) {
        return switch (canonical) {
            case "deal" -> deal(key, v);
            case "change-order" -> changeOrder(key, v);
            case "customer" -> customer(key, v);
            case "person" ->
                    new CanonicalRecord.Person(key, v.text(), v.optionalText(), v.attributes());
            case "capacity" ->
                    new CanonicalRecord.Capacity(key, v.key(), v.date(), v.date(), v.decimal());
            case "project" ->
                    new CanonicalRecord.Project(key, v.text(), v.optionalText(), v.attributes());
            case "milestone" ->
                    new CanonicalRecord.Milestone(
                            key, v.key(), v.text(), v.optionalDate(), v.decimal());
            case "time-entry" -> timeEntry(key, v);
            case "expense" -> expense(key, v);
            case "usage" ->
                    new CanonicalRecord.Usage(
                            key, v.key(), v.optionalText(), v.date(), v.decimal(), v.time());
            case "estimate" ->
                    new CanonicalRecord.Estimate(
                            key,
                            v.key(),
                            v.optionalText(),
                            v.date(),
                            v.optionalDecimal(),
                            v.optionalDecimal(),
                            v.optionalMoney(),
                            v.optionalMoney(),
                            v.optionalMoney());
            case "invoice" ->
                    new CanonicalRecord.Invoice(
                            key,
                            v.optionalText(),
                            v.optionalText(),
                            v.document(),
                            v.date(),
                            v.money(),
                            v.money());
            case "credit-note" -> creditNote(key, v);
            case "payment" -> new CanonicalRecord.Payment(key, v.key(), v.date(), v.money());
            case "journal" ->
                    new CanonicalRecord.Journal(
                            key, v.optionalText(), v.optionalText(), v.document(), v.date());
            case "period" ->
                    new CanonicalRecord.Period(key, v.text(), v.date(), v.date(), v.text());
            case "exchange-rates" ->
                    new CanonicalRecord.ExchangeRates(
                            key, v.text(), v.date(), rates(v.attributes()));
            case "reference" -> new CanonicalRecord.Reference(key, v.attributes());
            case String other -> throw new IllegalStateException("no canonical type " + other);
        };
    }

    /** Banks write N/A, or nothing, where they publish no rate; a rate is a positive number. */
    private static Map<String, BigDecimal> rates(Map<String, String> texts) {
        Map<String, BigDecimal> rates = new TreeMap<>();
        texts.forEach(
                (currency, text) ->
                        rate(text.strip()).ifPresent(rate -> rates.put(currency, rate)));
        return rates;
    }

    private static Optional<BigDecimal> rate(String text) {
        try {
            return Optional.of(new BigDecimal(text)).filter(rate -> rate.signum() > 0);
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static CanonicalRecord deal(RecordKey key, Values v) {
        return new CanonicalRecord.Deal(
                key,
                v.text(),
                v.stage(),
                v.key(),
                v.optionalMoney(),
                v.optionalDate(),
                v.optionalDate(),
                v.optionalInstant(),
                v.optionalText(),
                v.optionalDate(),
                v.optionalText(),
                v.optionalText(),
                v.optionalText(),
                v.list(Assembly::line),
                v.attributes());
    }

    private static CanonicalRecord changeOrder(RecordKey key, Values v) {
        return new CanonicalRecord.ChangeOrder(
                key,
                v.key(),
                v.text(),
                v.change(),
                v.optionalText(),
                v.optionalDate(),
                v.optionalInstant(),
                v.optionalText(),
                v.optionalDate(),
                v.optionalText(),
                v.optionalText(),
                v.optionalText(),
                v.list(Assembly::line),
                v.list(
                        change ->
                                new CanonicalRecord.LineChange(
                                        change.text(),
                                        change.optionalText(),
                                        change.optionalTruth(),
                                        change.optionalTruth())),
                v.attributes());
    }

    private static CanonicalRecord.DealLine line(Values v) {
        return new CanonicalRecord.DealLine(
                v.text(),
                v.text(),
                v.text(),
                v.text(),
                v.optionalMoney(),
                v.optionalMoney(),
                v.optionalDate(),
                v.optionalDate(),
                v.list(Assembly::milestone),
                v.list(part -> new CanonicalRecord.PlannedInstalment(part.date(), part.money())),
                v.list(Assembly::estimate),
                v.optionalText(),
                v.optionalMoney(),
                v.optionalMoney(),
                v.optionalText(),
                v.list(
                        tier ->
                                new CanonicalRecord.PlannedTier(
                                        tier.optionalDecimal(),
                                        tier.money(),
                                        tier.optionalDecimal())),
                v.attributes());
    }

    private static CanonicalRecord.PlannedMilestone milestone(Values v) {
        return new CanonicalRecord.PlannedMilestone(
                v.text(), v.text(), v.optionalDate(), v.optionalMoney(), v.optionalDecimal());
    }

    private static CanonicalRecord.RoleEstimate estimate(Values v) {
        return new CanonicalRecord.RoleEstimate(v.text(), v.decimal(), v.optionalMoney());
    }

    private static CanonicalRecord customer(RecordKey key, Values v) {
        return new CanonicalRecord.Customer(
                key,
                v.text(),
                v.optionalText(),
                v.optionalText(),
                v.optionalText(),
                v.optionalText(),
                v.optionalText(),
                v.optionalText(),
                v.truth(),
                v.attributes());
    }

    private static CanonicalRecord timeEntry(RecordKey key, Values v) {
        return new CanonicalRecord.TimeEntry(
                key,
                v.key(),
                v.key(),
                v.date(),
                v.decimal(),
                v.optionalText(),
                v.truth(),
                v.time(),
                v.attributes());
    }

    private static CanonicalRecord expense(RecordKey key, Values v) {
        return new CanonicalRecord.Expense(
                key,
                v.key(),
                v.optionalKey(),
                v.optionalText(),
                v.date(),
                v.text(),
                v.money(),
                v.optionalDecimal(),
                v.truth(),
                v.truth(),
                v.time());
    }

    private static CanonicalRecord creditNote(RecordKey key, Values v) {
        return new CanonicalRecord.CreditNote(
                key,
                v.key(),
                v.optionalText(),
                v.optionalText(),
                v.document(),
                v.date(),
                v.optionalMoney(),
                v.optionalMoney(),
                v.list(
                        part ->
                                new CreditedPart(
                                        part.optionalText(),
                                        part.optionalText(),
                                        part.optionalText(),
                                        part.optionalDecimal(),
                                        part.optionalMoney())));
    }
}
