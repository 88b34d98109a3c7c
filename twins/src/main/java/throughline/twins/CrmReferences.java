package throughline.twins;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which records of the CRM refer to which, by field.
 *
 * <p>Threads: guarded by whoever keeps the records.
 */
final class CrmReferences {

    private final Map<String, NavigableSet<String>> referring = new HashMap<>();

    /** The ids of those that refer to a record by a field, in their order. */
    List<String> to(CrmObject object, CrmField field, String id) {
        return List.copyOf(referring.getOrDefault(place(object, field, id), new TreeSet<>()));
    }

    /** A record refers no more as it did before, but as it does after. */
    void moved(
            CrmObject object, String id, @Nullable ObjectNode before, @Nullable ObjectNode after) {
        for (CrmField field : object.fields()) {
            if (field.lookup().isPresent()) {
                place(object, field, before)
                        .ifPresent(
                                place -> referring.getOrDefault(place, new TreeSet<>()).remove(id));
                place(object, field, after)
                        .ifPresent(
                                place ->
                                        referring
                                                .computeIfAbsent(place, _ -> new TreeSet<>())
                                                .add(id));
            }
        }
    }

    private static Optional<String> place(
            CrmObject object, CrmField field, @Nullable ObjectNode row) {
        return Optional.ofNullable(row)
                .map(each -> CrmStore.text(each, field.name()))
                .filter(to -> !to.isEmpty())
                .map(to -> place(object, field, to));
    }

    private static String place(CrmObject object, CrmField field, String to) {
        return object.name() + "." + field.name() + "=" + to;
    }
}
