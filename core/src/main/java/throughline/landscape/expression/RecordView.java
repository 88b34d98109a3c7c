package throughline.landscape.expression;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.observed.CanonicalRecord;

/**
 * Records of ours as expressions read them: fields by the names that mappings give them, texts for
 * words of a fixed list, nothing for what is absent, and attributes as if they were fields.
 */
final class RecordView {

    private static final ClassValue<Map<String, Method>> FIELDS =
            new ClassValue<>() {
                @Override
                protected Map<String, Method> computeValue(Class<?> type) {
                    Map<String, Method> fields = new HashMap<>();
                    for (RecordComponent component : type.getRecordComponents()) {
                        fields.put(component.getName(), component.getAccessor());
                    }
                    return fields;
                }
            };

    private RecordView() {}

    /** A field of the record, one of its attributes, or nothing. */
    static @Nullable Object field(Record record, String name) {
        Map<String, Method> fields = FIELDS.get(record.getClass());
        Method field = fields.get(name);
        if (field != null) {
            return plain(read(field, record));
        }
        if (record instanceof CanonicalRecord canonical && name.equals("id")) {
            return canonical.key().id();
        }
        Method attributes = fields.get("attributes");
        return attributes != null && read(attributes, record) instanceof Map<?, ?> map
                ? map.get(name)
                : null;
    }

    private static Object read(Method field, Record record) {
        try {
            return field.invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("records are readable", impossible);
        }
    }

    private static @Nullable Object plain(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.orElse(null);
            case Enum<?> word -> word.name();
            case Object other -> other;
        };
    }
}
