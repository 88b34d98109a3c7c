package throughline.work;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import throughline.engagement.Entries;
import throughline.engagement.Event.CapacityKnown;
import throughline.engagement.Event.MilestoneAccepted;
import throughline.engagement.Event.TimeApproved;
import throughline.engagement.Event.TimeTakenBack;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/**
 * What is kept of the work. Time entries themselves are not: they are folded into billing's pools.
 *
 * @param held records that came before the contract or the document that they belong to, by key
 * @param accepted the accepted share of each milestone, by its id
 * @param capacity hours by capacity record
 * @param atDefaultRate how much time was rated by a default because its role is unknown
 */
public record Work(
        Map<String, CanonicalRecord> held,
        Map<String, BigDecimal> accepted,
        Map<String, BigDecimal> capacity,
        Tally atDefaultRate) {

    /** A number of entries and their hours. */
    public record Tally(long entries, BigDecimal hours) {}

    /** Nothing delivered. */
    public static final Work NONE =
            new Work(Entries.none(), Entries.none(), Entries.none(), new Tally(0, BigDecimal.ZERO));

    public Work {
        held = Entries.of(held);
        accepted = Entries.of(accepted);
        capacity = Entries.of(capacity);
    }

    /** After a record was held. */
    public Work holding(CanonicalRecord record) {
        var more = Entries.plus(held, record.key().toString(), record);
        return new Work(more, accepted, capacity, atDefaultRate);
    }

    /** After held records were taken up. */
    public Work releasing(List<RecordKey> records) {
        Map<String, CanonicalRecord> left = held;
        for (RecordKey record : records) {
            left = Entries.minus(left, record.toString());
        }
        return new Work(left, accepted, capacity, atDefaultRate);
    }

    /** After a milestone was accepted. */
    public Work accepting(MilestoneAccepted event) {
        var more = Entries.plus(accepted, event.milestone(), event.share());
        return new Work(held, more, capacity, atDefaultRate);
    }

    /** After capacity became known. */
    public Work available(CapacityKnown event) {
        String unit = event.unit().toString();
        BigDecimal hours = capacity.getOrDefault(unit, BigDecimal.ZERO).add(event.hours());
        return new Work(held, accepted, Entries.plus(capacity, unit, hours), atDefaultRate);
    }

    /** After time was approved. */
    public Work approving(TimeApproved event) {
        return RateCard.isDefault(event.rateSource()) ? tallied(1, event.hours()) : this;
    }

    /** After time was taken back. */
    public Work takingBack(TimeTakenBack event) {
        return RateCard.isDefault(event.rateSource()) ? tallied(-1, event.hours().negate()) : this;
    }

    private Work tallied(int entries, BigDecimal hours) {
        Tally tally =
                new Tally(atDefaultRate.entries() + entries, atDefaultRate.hours().add(hours));
        return new Work(held, accepted, capacity, tally);
    }
}
