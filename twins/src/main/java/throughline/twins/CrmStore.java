package throughline.twins;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The records of the CRM and what may be done to them. Deleted ones stay, marked, as in a recycle
 * bin.
 *
 * <p>Threads: guarded by itself.
 */
final class CrmStore {

    private static final String DELETED = "IsDeleted";

    private final CrmSchema schema;
    private final Supplier<Instant> clock;
    private final Consumer<List<Change>> told;
    private final Map<String, Map<String, ObjectNode>> rows = new HashMap<>();
    private final CrmReferences references = new CrmReferences();
    private final Map<String, Long> numbers = new HashMap<>();
    private final List<Gone> purged = new ArrayList<>();
    private final List<Runnable> undo = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private int depth;

    /** What was done to a record. */
    enum Deed {
        CREATE,
        UPDATE,
        DELETE,
        UNDELETE
    }

    /** A record that there is not any more, and when it was put into the recycle bin. */
    record Gone(CrmObject object, String id, Instant deletedAt) {}

    /** A record that was changed, and which of its fields. */
    record Change(CrmObject object, String id, Deed deed, List<String> fields) {}

    /**
     * An empty one.
     *
     * @param told hears of what was done together, after it was done
     */
    CrmStore(CrmSchema schema, Supplier<Instant> clock, Consumer<List<Change>> told) {
        this.schema = schema;
        this.clock = clock;
        this.told = told;
        schema.all().forEach(object -> rows.put(object.name(), new LinkedHashMap<>()));
    }

    /** Does all of some work, or nothing of it when it is refused. */
    synchronized <T> T together(Supplier<T> work) {
        int undone = undo.size();
        int unsaid = changes.size();
        depth++;
        try {
            T result = work.get();
            if (depth == 1 && !changes.isEmpty()) {
                told.accept(List.copyOf(changes));
            }
            return result;
        } catch (RuntimeException refused) {
            while (undo.size() > undone) {
                undo.removeLast().run();
            }
            while (changes.size() > unsaid) {
                changes.removeLast();
            }
            throw refused;
        } finally {
            depth--;
            if (depth == 0) {
                undo.clear();
                changes.clear();
            }
        }
    }

    /** The records of an object. */
    synchronized List<ObjectNode> rows(CrmObject object, boolean deletedToo) {
        return kept(object).values().stream().filter(row -> deletedToo || !deleted(row)).toList();
    }

    synchronized Optional<ObjectNode> row(CrmObject object, String id) {
        return Optional.ofNullable(kept(object).get(CrmIds.whole(id)));
    }

    /** The records that refer to another by a field, in the order of their ids. */
    synchronized List<ObjectNode> referring(
            CrmObject object, CrmField field, String to, boolean deletedToo) {
        return references.to(object, field, to).stream()
                .flatMap(id -> row(object, id).stream())
                .filter(row -> deletedToo || !deleted(row))
                .toList();
    }

    static boolean deleted(ObjectNode row) {
        return row.path(DELETED).asBoolean(false);
    }

    /** Makes a record; its id. */
    synchronized String create(CrmObject object, ObjectNode given) {
        return together(
                () -> {
                    ObjectNode fields = taken(object, given, true);
                    String id =
                            CrmIds.of(object.prefix(), numbers.merge(object.name(), 1L, Long::sum));
                    ObjectNode row = Json.object();
                    for (CrmField field : object.fields()) {
                        row.set(field.name(), first(field, fields));
                    }
                    String stamp = stamp();
                    row.put("Id", id).put("CreatedDate", stamp);
                    put(object, id, derived(object, stamped(row, stamp)));
                    changes.add(new Change(object, id, Deed.CREATE, List.of()));
                    return id;
                });
    }

    private static JsonNode first(CrmField field, ObjectNode given) {
        JsonNode value = given.get(field.name());
        if (value != null) {
            return value;
        }
        return field.kind() == CrmField.Kind.TRUTH
                ? tools.jackson.databind.node.JsonNodeFactory.instance.booleanNode(false)
                : tools.jackson.databind.node.JsonNodeFactory.instance.nullNode();
    }

    /** Changes fields of a record. */
    synchronized void update(CrmObject object, String id, ObjectNode given) {
        together(
                () -> {
                    ObjectNode row = alive(object, id).deepCopy();
                    ObjectNode fields = taken(object, given, false);
                    List<String> changed = new ArrayList<>();
                    fields.properties()
                            .forEach(
                                    field -> {
                                        if (!field.getValue().equals(row.path(field.getKey()))) {
                                            changed.add(field.getKey());
                                        }
                                    });
                    row.setAll(fields);
                    put(object, text(row, "Id"), derived(object, stamped(row, stamp())));
                    changes.add(new Change(object, text(row, "Id"), Deed.UPDATE, changed));
                    return row;
                });
    }

    /** Puts a record into the recycle bin, and with it what is part of it. */
    synchronized void delete(CrmObject object, String id) {
        together(
                () -> {
                    ObjectNode row = alive(object, id).deepCopy();
                    for (CrmSchema.Children part : schema.parts(object)) {
                        referring(part.child(), part.field(), text(row, "Id"), false)
                                .forEach(each -> delete(part.child(), text(each, "Id")));
                    }
                    row.put(DELETED, true);
                    put(object, text(row, "Id"), stamped(row, stamp()));
                    changes.add(new Change(object, text(row, "Id"), Deed.DELETE, List.of()));
                    return row;
                });
    }

    /** Takes a record out of the recycle bin, and with it what is part of it. */
    synchronized void undelete(CrmObject object, String id) {
        together(
                () -> {
                    ObjectNode row = row(object, id).orElseThrow(CrmRefusal::notFound).deepCopy();
                    row.put(DELETED, false);
                    put(object, text(row, "Id"), stamped(row, stamp()));
                    changes.add(new Change(object, text(row, "Id"), Deed.UNDELETE, List.of()));
                    for (CrmSchema.Children part : schema.parts(object)) {
                        referring(part.child(), part.field(), text(row, "Id"), true)
                                .forEach(each -> undelete(part.child(), text(each, "Id")));
                    }
                    return row;
                });
    }

    /** Empties the recycle bin: no query finds any more what was in it. */
    synchronized void purge() {
        for (CrmObject object : schema.all()) {
            for (ObjectNode row : rows(object, true)) {
                if (deleted(row)) {
                    purged.add(gone(object, row));
                    references.moved(object, text(row, "Id"), row, null);
                    kept(object).remove(text(row, "Id"));
                }
            }
        }
    }

    /** The records that were deleted and are not back, whether any query finds them or not. */
    synchronized List<Gone> gone(CrmObject object) {
        List<Gone> gone = new ArrayList<>();
        purged.stream().filter(each -> each.object().equals(object)).forEach(gone::add);
        rows(object, true).stream()
                .filter(CrmStore::deleted)
                .forEach(row -> gone.add(gone(object, row)));
        return gone;
    }

    private static Gone gone(CrmObject object, ObjectNode row) {
        return new Gone(object, text(row, "Id"), CrmValues.instant(text(row, "SystemModstamp")));
    }

    /** The records that have a value in a field. */
    synchronized List<ObjectNode> having(CrmObject object, CrmField field, String value) {
        return rows(object, false).stream()
                .filter(row -> text(row, field.name()).equalsIgnoreCase(value))
                .toList();
    }

    private ObjectNode alive(CrmObject object, String id) {
        if (!CrmIds.wellFormed(id)) {
            throw CrmRefusal.because(
                    404,
                    "NOT_FOUND",
                    "Provided external ID field does not exist or is not accessible: " + id);
        }
        ObjectNode row = row(object, id).orElseThrow(CrmRefusal::notFound);
        if (deleted(row)) {
            throw CrmRefusal.because(404, "ENTITY_IS_DELETED", "entity is deleted");
        }
        return row;
    }

    private ObjectNode taken(CrmObject object, ObjectNode given, boolean creating) {
        ObjectNode taken = Json.object();
        List<String> locked = new ArrayList<>();
        given.properties()
                .forEach(
                        each -> {
                            CrmField field = named(object, each.getKey());
                            if (field.given()) {
                                locked.add(field.name());
                            } else {
                                taken.set(field.name(), CrmValues.kept(field, each.getValue()));
                            }
                        });
        if (!locked.isEmpty()) {
            throw CrmRefusal.because(
                    400,
                    "INVALID_FIELD_FOR_INSERT_UPDATE",
                    "Unable to create/update fields: %s. Please check the security settings"
                                    .formatted(String.join(", ", locked))
                            + " of this field",
                    locked.toArray(String[]::new));
        }
        complete(object, taken, creating);
        referenced(object, taken);
        return taken;
    }

    private static CrmField named(CrmObject object, String name) {
        return object.field(name)
                .orElseThrow(
                        () ->
                                CrmRefusal.because(
                                        400,
                                        "INVALID_FIELD",
                                        "No such column '%s' on sobject of type %s"
                                                .formatted(name, object.name())));
    }

    private static void complete(CrmObject object, ObjectNode taken, boolean creating) {
        List<String> missing = new ArrayList<>();
        for (CrmField field : object.fields()) {
            boolean empty = taken.has(field.name()) ? taken.path(field.name()).isNull() : creating;
            if (field.needed() && empty) {
                missing.add(field.name());
            }
        }
        if (!missing.isEmpty()) {
            throw CrmRefusal.because(
                    400,
                    "REQUIRED_FIELD_MISSING",
                    "Required fields are missing: " + missing,
                    missing.toArray(String[]::new));
        }
    }

    private void referenced(CrmObject object, ObjectNode taken) {
        for (CrmField field : object.fields()) {
            JsonNode value = taken.path(field.name());
            if (field.lookup().isPresent() && value.isString()) {
                CrmObject to = schema.known(field.lookup().get().to());
                if (row(to, value.asString()).filter(row -> !deleted(row)).isEmpty()) {
                    throw CrmRefusal.because(
                            400,
                            "INVALID_CROSS_REFERENCE_KEY",
                            "invalid cross reference id",
                            field.name());
                }
            }
        }
    }

    /** What the system works out itself. */
    private ObjectNode derived(CrmObject object, ObjectNode row) {
        if (object.name().equals(CrmSchema.OPPORTUNITY)) {
            String stage = text(row, "StageName");
            row.put("IsClosed", stage.startsWith("Closed"));
            row.put("IsWon", stage.equals("Closed Won"));
        }
        for (CrmField field : object.fields()) {
            String value = text(row, field.name());
            if (field.unique() && !value.isEmpty()) {
                having(object, field, value).stream()
                        .map(each -> text(each, "Id"))
                        .filter(id -> !id.equals(text(row, "Id")))
                        .findFirst()
                        .ifPresent(other -> duplicate(field, other));
            }
        }
        return row;
    }

    private static void duplicate(CrmField field, String other) {
        throw CrmRefusal.because(
                400,
                "DUPLICATE_VALUE",
                "duplicate value found: %s duplicates value on record with id: %s"
                        .formatted(field.name(), other),
                field.name());
    }

    private static ObjectNode stamped(ObjectNode row, String stamp) {
        return row.put("LastModifiedDate", stamp).put("SystemModstamp", stamp);
    }

    private String stamp() {
        return CrmValues.stamp(clock.get());
    }

    private void put(CrmObject object, String id, ObjectNode row) {
        ObjectNode before = kept(object).put(id, row);
        references.moved(object, id, before, row);
        undo.add(
                () -> {
                    references.moved(object, id, row, before);
                    if (before == null) {
                        kept(object).remove(id);
                    } else {
                        kept(object).put(id, before);
                    }
                });
    }

    private Map<String, ObjectNode> kept(CrmObject object) {
        return java.util.Objects.requireNonNull(rows.get(object.name()), object.name());
    }

    static String text(ObjectNode row, String field) {
        return row.path(field).asString("");
    }
}
