package throughline.twins;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records together with their parts, as a person sees and saves them: a deal with its lines and
 * their milestones.
 */
final class CrmWholes {

    private final CrmSchema schema;
    private final CrmStore store;
    private final String data;

    CrmWholes(CrmSchema schema, CrmStore store, String data) {
        this.schema = schema;
        this.store = store;
        this.data = data;
    }

    /** A record with its fields, and its parts below it as a query would nest them. */
    ObjectNode whole(CrmObject object, ObjectNode row) {
        ObjectNode whole = flat(object, row);
        for (CrmSchema.Children part : schema.parts(object)) {
            List<ObjectNode> children =
                    store.referring(part.child(), part.field(), CrmStore.text(row, "Id"), false);
            if (children.isEmpty()) {
                whole.putNull(part.name());
                continue;
            }
            ArrayNode records =
                    whole.putObject(part.name())
                            .put("totalSize", children.size())
                            .put("done", true)
                            .putArray("records");
            children.forEach(each -> records.add(whole(part.child(), each)));
        }
        return whole;
    }

    /** A record with all of its fields. */
    ObjectNode flat(CrmObject object, ObjectNode row) {
        ObjectNode flat = attributed(object, CrmStore.text(row, "Id"));
        object.fields().forEach(field -> flat.set(field.name(), value(field, row)));
        return flat;
    }

    ObjectNode attributed(CrmObject object, String id) {
        ObjectNode record = Json.object();
        record.putObject("attributes")
                .put("type", object.name())
                .put("url", data + "sobjects/" + object.name() + "/" + id);
        return record;
    }

    /** What a record has in a field. */
    static JsonNode value(CrmField field, ObjectNode row) {
        if (field.kind() != CrmField.Kind.ADDRESS) {
            JsonNode value = row.get(field.name());
            return value == null
                    ? tools.jackson.databind.node.JsonNodeFactory.instance.nullNode()
                    : value;
        }
        ObjectNode address = Json.object();
        String prefix = field.name().replaceFirst("Address$", "");
        for (String part : List.of("Street", "City", "PostalCode", "CountryCode")) {
            String name =
                    part.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + part.substring(1);
            address.set(name, row.path(prefix + part));
        }
        return address;
    }

    /** Makes a record with its parts; its id. */
    String created(CrmObject object, ObjectNode given) {
        return store.together(
                () -> {
                    String id = store.create(object, own(object, given));
                    parts(object, id, given);
                    return id;
                });
    }

    /** Changes what is given of a record; parts that are not given any more are deleted. */
    void updated(CrmObject object, String id, ObjectNode given) {
        store.together(
                () -> {
                    ObjectNode own = own(object, given);
                    if (!own.isEmpty()) {
                        store.update(object, id, own);
                    }
                    parts(object, id, given);
                    return id;
                });
    }

    /** The fields among what is given, as far as people fill them in. */
    private static ObjectNode own(CrmObject object, ObjectNode given) {
        ObjectNode own = Json.object();
        given.properties()
                .forEach(
                        each -> {
                            boolean system =
                                    object.field(each.getKey()).filter(CrmField::given).isPresent();
                            boolean nested =
                                    each.getKey().endsWith("__r")
                                            || each.getKey().equals("attributes");
                            if (!system && !nested) {
                                own.set(each.getKey(), each.getValue());
                            }
                        });
        return own;
    }

    private void parts(CrmObject object, String id, ObjectNode given) {
        for (CrmSchema.Children part : schema.parts(object)) {
            if (given.has(part.name())) {
                parts(part, id, given.path(part.name()).path("records"));
            }
        }
    }

    private void parts(CrmSchema.Children part, String parent, JsonNode wanted) {
        List<String> before = new ArrayList<>();
        store.referring(part.child(), part.field(), parent, false)
                .forEach(each -> before.add(CrmStore.text(each, "Id")));
        Set<String> named = new HashSet<>();
        wanted.forEach(each -> named.add(each.path("Id").asString("")));
        List<String> unnamed = new ArrayList<>(before);
        unnamed.removeAll(named);
        for (JsonNode each : wanted) {
            ObjectNode child = (ObjectNode) each.deepCopy();
            String id = child.path("Id").asString("");
            Optional<String> known =
                    before.contains(id)
                            ? Optional.of(id)
                            : unnamed.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(unnamed.removeFirst());
            child.put(part.field().name(), parent);
            if (known.isPresent()) {
                mended(part.child(), known.get(), child);
            } else {
                created(part.child(), child);
            }
        }
        unnamed.forEach(each -> store.delete(part.child(), each));
    }

    /** Changes a part as far as it differs. */
    private void mended(CrmObject object, String id, ObjectNode wanted) {
        ObjectNode now = store.row(object, id).orElseThrow();
        ObjectNode changes = Json.object();
        own(object, wanted)
                .properties()
                .forEach(
                        each -> {
                            CrmField field = object.field(each.getKey()).orElseThrow();
                            JsonNode kept = CrmValues.kept(field, each.getValue());
                            if (!kept.equals(now.path(field.name()))) {
                                changes.set(field.name(), each.getValue());
                            }
                        });
        if (!changes.isEmpty()) {
            store.update(object, id, changes);
        }
        parts(object, id, wanted);
    }

    /** The record that people would name when they speak of a part. */
    Optional<CrmStore.Change> root(CrmStore.Change change) {
        Optional<ObjectNode> row = store.row(change.object(), change.id());
        for (CrmField field : change.object().fields()) {
            Optional<CrmField.Lookup> whole = field.lookup().filter(CrmField.Lookup::cascade);
            String id = row.map(each -> CrmStore.text(each, field.name())).orElse("");
            if (whole.isPresent() && !id.isEmpty()) {
                CrmObject parent = schema.known(whole.get().to());
                return root(new CrmStore.Change(parent, id, CrmStore.Deed.UPDATE, List.of()));
            }
        }
        return row.isPresent() ? Optional.of(change) : Optional.empty();
    }
}
