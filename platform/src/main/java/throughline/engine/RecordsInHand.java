package throughline.engine;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.engagement.EngagementId;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.journal.KeptRecord;
import throughline.observed.RecordKey;
import throughline.work.RatedAgain;

/** The newest versions of the records that a batch reaches, with the approvals in force. */
final class RecordsInHand {

    private final Map<RecordKey, KeptRecord> all;
    private final Shelf shelf;
    private final Map<RecordKey, KeptRecord> kept = new LinkedHashMap<>();
    private final Map<RecordKey, Approval> approved = new LinkedHashMap<>();

    /** Where the records are that a batch does not bring. */
    @FunctionalInterface
    interface Shelf {
        /**
         * Approved time of an engagement, with its approvals.
         *
         * @param worked the first day of that work
         * @param besides records that are wanted, whatever they are
         */
        Collection<KeptRecord> time(EngagementId id, LocalDate worked, Set<RecordKey> besides);
    }

    /**
     * What is in force for a unit.
     *
     * @param sequence of the event that says so; 0 when nothing is
     */
    record Approval(long sequence, Optional<TimeApproved> event) {}

    RecordsInHand(Map<RecordKey, KeptRecord> brought, Shelf shelf) {
        this.all = new HashMap<>(brought);
        this.shelf = shelf;
    }

    @Nullable KeptRecord find(RecordKey key) {
        return all.get(key);
    }

    void keep(KeptRecord record) {
        all.put(record.key(), record);
        kept.put(record.key(), record);
    }

    void approve(RecordKey unit, Approval approval) {
        KeptRecord record = all.get(unit);
        if (record == null) {
            approved.put(unit, approval);
        } else {
            keep(record.approvedAt(approval.sequence(), approval.event()));
        }
    }

    /** Approved time that other terms rate now, oldest message first. */
    List<KeptRecord> time(EngagementId id, RatedAgain.Since since) {
        for (KeptRecord each : shelf.time(id, since.worked(), Set.copyOf(approved.keySet()))) {
            if (all.putIfAbsent(each.key(), each) == null) {
                Optional.ofNullable(approved.remove(each.key()))
                        .ifPresent(approval -> approve(each.key(), approval));
            }
        }
        return all.values().stream()
                .filter(each -> id.value().equals(each.engagement()))
                .filter(each -> each.approvedSequence() > 0 && since.covers(each.record()))
                .sorted(Comparator.comparingLong(KeptRecord::messageId))
                .toList();
    }

    /** What is to be kept as the newest. */
    Map<RecordKey, KeptRecord> kept() {
        return kept;
    }

    /** What came into force for units whose records are not in hand. */
    Map<RecordKey, Approval> approved() {
        return approved;
    }
}
