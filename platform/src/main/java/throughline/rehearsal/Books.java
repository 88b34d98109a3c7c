package throughline.rehearsal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * What a history posted, in the order in which it did. Two histories mostly post the same in the
 * same order, so they are compared place by place, and only what differs there is added up.
 */
final class Books {

    private final List<Entry> entries = new ArrayList<>();
    private long[] minors = new long[16];

    /** What is posted to one place in two histories, where that is not the same. */
    record Sums(long before, long after) {
        private Sums plus(Sums more) {
            return new Sums(before + more.before, after + more.after);
        }
    }

    /** One more posting, in minor units. */
    void post(Entry entry, long minor) {
        if (entries.size() == minors.length) {
            minors = Arrays.copyOf(minors, 2 * minors.length);
        }
        minors[entries.size()] = minor;
        entries.add(entry);
    }

    /** How many postings there are. */
    int size() {
        return entries.size();
    }

    /** Hears every posting, in minor units. */
    void forEach(ObjLongConsumer<Entry> hears) {
        for (int i = 0; i < entries.size(); i++) {
            hears.accept(entries.get(i), minors[i]);
        }
    }

    /** All that another history posted. */
    void postAll(Books others) {
        others.forEach(this::post);
    }

    /** The places in which two histories come to something else, without what both post alike. */
    static Map<Entry, Sums> differences(Books before, Books after) {
        Map<Entry, Sums> sums = new HashMap<>();
        int common = Math.min(before.entries.size(), after.entries.size());
        for (int i = 0; i < common; i++) {
            Entry was = before.entries.get(i);
            Entry is = after.entries.get(i);
            boolean same = was.equals(is);
            if (same && before.minors[i] != after.minors[i]) {
                sums.merge(is, new Sums(before.minors[i], after.minors[i]), Sums::plus);
            } else if (!same) {
                sums.merge(was, new Sums(before.minors[i], 0), Sums::plus);
                sums.merge(is, new Sums(0, after.minors[i]), Sums::plus);
            }
        }
        for (int i = common; i < before.entries.size(); i++) {
            sums.merge(before.entries.get(i), new Sums(before.minors[i], 0), Sums::plus);
        }
        for (int i = common; i < after.entries.size(); i++) {
            sums.merge(after.entries.get(i), new Sums(0, after.minors[i]), Sums::plus);
        }
        sums.values().removeIf(each -> each.before == each.after);
        return sums;
    }
}
