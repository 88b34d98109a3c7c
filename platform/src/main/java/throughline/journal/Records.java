package throughline.journal;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** Records, and sealed interfaces of records: objects whose fields are the components. */
final class Records {

    static final String TYPE = "type";
    private static final byte[] TYPE_FIELD = JsonText.quoted(TYPE);

    private Records() {}

    /** One record type. */
    static final class OfRecord implements Codec {
        private final Class<?> type;
        private final Field[] fields;
        private final Map<String, Integer> places = new HashMap<>();
        private final MethodHandle constructor;

        OfRecord(Class<?> type, Codecs codecs) {
            this.type = type;
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] parameters =
                    Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new);
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            try {
                this.constructor =
                        lookup.findConstructor(type, MethodType.methodType(void.class, parameters))
                                .asSpreader(Object[].class, parameters.length)
                                .asType(MethodType.methodType(Object.class, Object[].class));
                Field[] all = new Field[components.length];
                for (int i = 0; i < all.length; i++) {
                    all[i] = field(components[i], lookup, codecs);
                    places.put(components[i].getName(), i);
                }
                this.fields = all;
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(type + " cannot be stored: make it public", e);
            }
        }

        private static Field field(
                RecordComponent component, MethodHandles.Lookup lookup, Codecs codecs)
                throws IllegalAccessException {
            return new Field(
                    JsonText.quoted(component.getName()),
                    accessor(component, lookup),
                    codecs.lazily(component.getGenericType()));
        }

        /** A method of its own for each component, since handles in a list are never inlined. */
        @SuppressWarnings("unchecked")
        private static Function<Object, Object> accessor(
                RecordComponent component, MethodHandles.Lookup lookup)
                throws IllegalAccessException {
            MethodHandle handle = lookup.unreflect(component.getAccessor());
            MethodType generic = MethodType.methodType(Object.class, Object.class);
            try {
                return (Function<Object, Object>)
                        LambdaMetafactory.metafactory(
                                        lookup,
                                        "apply",
                                        MethodType.methodType(Function.class),
                                        generic,
                                        handle,
                                        handle.type().wrap())
                                .getTarget()
                                .invokeExact();
            } catch (Throwable e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }

        @Override
        public void write(JsonText out, Object value) {
            out.startObject();
            writeFields(out, value);
            out.endObject();
        }

        void writeFields(JsonText out, Object value) {
            for (Field field : fields) {
                Object component = field.of(value);
                if (!field.codec().absent(component)) {
                    out.name(field.name());
                    field.codec().write(out, component);
                }
            }
        }

        @Override
        public Object read(JsonParser in) {
            return readFields(in);
        }

        Object readFields(JsonParser in) {
            @Nullable Object[] values = new Object[fields.length];
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                in.nextToken();
                Integer place = places.get(name);
                if (place == null) {
                    in.skipChildren();
                } else {
                    values[place] = fields[place].codec().read(in);
                }
            }
            for (int i = 0; i < values.length; i++) {
                if (values[i] == null) {
                    values[i] = fields[i].codec().missing();
                }
            }
            try {
                return (Object) constructor.invokeExact(values);
            } catch (Throwable e) {
                throw new IllegalStateException("stored " + type.getSimpleName() + " is broken", e);
            }
        }
    }

    /** A component: how to get it and how to store it. */
    record Field(byte[] name, Function<Object, Object> accessor, Codec codec) {
        Object of(Object record) {
            return accessor.apply(record);
        }
    }

    /** One of several record types, told apart by a field {@code type} that comes first. */
    static final class OneOf implements Codec {
        private final Map<Class<?>, String> names;
        private final Map<String, OfRecord> byName = new HashMap<>();
        private final Map<Class<?>, OfRecord> byClass = new HashMap<>();

        OneOf(Map<Class<?>, String> names, Codecs codecs) {
            this.names = names;
            names.forEach(
                    (type, name) -> {
                        OfRecord codec = codecs.ofRecord(type);
                        byName.put(name, codec);
                        byClass.put(type, codec);
                    });
        }

        private OfRecord codec(@Nullable OfRecord found, Object name) {
            if (found == null) {
                throw new IllegalStateException("stored type " + name + " is unknown here");
            }
            return found;
        }

        @Override
        public void write(JsonText out, Object value) {
            out.startObject();
            out.name(TYPE_FIELD);
            out.string(names.getOrDefault(value.getClass(), ""));
            codec(byClass.get(value.getClass()), value.getClass()).writeFields(out, value);
            out.endObject();
        }

        @Override
        public Object read(JsonParser in) {
            String first = in.nextName();
            if (!TYPE.equals(first)) {
                throw new IllegalStateException("stored object begins with " + first);
            }
            in.nextToken();
            String name = in.getString();
            return codec(byName.get(name), name).readFields(in);
        }
    }
}
