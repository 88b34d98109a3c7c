package throughline.twins;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * The records of one type, by id and by when they changed. What it hands out are copies.
 *
 * <p>Threads: guarded by itself.
 */
final class Records {

    private final String stampField;
    private final String idField;
    private final Map<String, ObjectNode> byId = new HashMap<>();
    private final TreeMap<String, String> byChange = new TreeMap<>(Comparator.naturalOrder());

    Records(String idField, String stampField) {
        this.idField = idField;
        this.stampField = stampField;
    }

    synchronized void put(ObjectNode record) {
        String id = record.path(idField).asString();
        ObjectNode old = byId.put(id, record.deepCopy());
        if (old != null) {
            byChange.remove(cursor(old));
        }
        byChange.put(cursor(record), id);
    }

    synchronized Optional<ObjectNode> get(String id) {
        return Optional.ofNullable(byId.get(id)).map(ObjectNode::deepCopy);
    }

    synchronized List<ObjectNode> all(Predicate<ObjectNode> condition) {
        List<ObjectNode> found = new ArrayList<>();
        for (String id : byChange.values()) {
            ObjectNode record = byId.get(id);
            if (record != null && condition.test(record)) {
                found.add(record.deepCopy());
            }
        }
        return found;
    }

    /** Records changed at or after an instant, oldest change first, after a cursor. */
    synchronized Page changed(String since, String after, int limit) {
        String from = after.compareTo(since) > 0 ? after : since;
        SortedMap<String, String> left = byChange.tailMap(from, !from.equals(after));
        List<ObjectNode> found = new ArrayList<>();
        String last = "";
        for (Map.Entry<String, String> change : left.entrySet()) {
            if (found.size() == limit) {
                return new Page(found, Optional.of(last), left.size());
            }
            ObjectNode record = byId.get(change.getValue());
            if (record != null) {
                found.add(record.deepCopy());
            }
            last = change.getKey();
        }
        return new Page(found, Optional.empty(), found.size());
    }

    synchronized int size() {
        return byId.size();
    }

    private String cursor(ObjectNode record) {
        return record.path(stampField).asString() + "~" + record.path(idField).asString();
    }

    /**
     * Some records.
     *
     * @param next where the next page goes on; empty at the end
     * @param total these and all that follow
     */
    record Page(List<ObjectNode> records, Optional<String> next, int total) {}
}
