package throughline.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import throughline.calendar.ObservedPeriods;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/** Which accounting periods were closed, at every moment of the past. */
final class PastPeriods {

    private final NavigableMap<Instant, ObservedPeriods> states;

    private PastPeriods(NavigableMap<Instant, ObservedPeriods> states) {
        this.states = states;
    }

    static PastPeriods read(PastRecords records, Release release) {
        List<PastRecords.Received> all = new ArrayList<>();
        for (Mapping mapping : release.mappings()) {
            if (mapping.canonical().equals("period")) {
                all.addAll(records.everyVersion(mapping.system(), mapping.type()));
            }
        }
        all.sort(Comparator.comparing(PastRecords.Received::at));
        Map<RecordKey, KnownRecords.Found> newest = new LinkedHashMap<>();
        NavigableMap<Instant, ObservedPeriods> states = new TreeMap<>();
        for (int i = 0; i < all.size(); i++) {
            KnownRecords.Found found = all.get(i).found();
            newest.merge(
                    found.record().key(),
                    found,
                    (before, now) ->
                            before.givesWayTo(now.version(), now.messageId()) ? now : before);
            if (i + 1 == all.size() || all.get(i + 1).at().isAfter(all.get(i).at())) {
                states.put(all.get(i).at(), observed(newest));
            }
        }
        return new PastPeriods(states);
    }

    private static ObservedPeriods observed(Map<RecordKey, KnownRecords.Found> newest) {
        List<CanonicalRecord> records =
                newest.values().stream().map(KnownRecords.Found::record).toList();
        return Periods.observed(records);
    }

    ObservedPeriods at(Instant moment) {
        Map.Entry<Instant, ObservedPeriods> entry = states.floorEntry(moment);
        return entry == null ? ObservedPeriods.NONE : entry.getValue();
    }
}
