package throughline.journal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Finds how each type is stored. Works on the shapes that core states and events consist of:
 * records, sealed interfaces of records, constants, optionals, lists, maps by text, and scalars.
 */
final class Codecs {

    /** No check for doubled fields: what is read here was written here. */
    private static final JsonFactory FACTORY = new JsonFactory();

    private static final Codecs ALL = new Codecs();

    private final Map<Type, Codec> known = new ConcurrentHashMap<>();
    private final Map<Class<?>, Records.OfRecord> records = new ConcurrentHashMap<>();

    static Codecs all() {
        return ALL;
    }

    Codec of(Type type) {
        Codec codec = known.get(type);
        if (codec == null) {
            codec = build(type);
            known.put(type, codec);
        }
        return codec;
    }

    /** Found at first use, since types may hold themselves. */
    Codec lazily(Type type) {
        boolean direct = type instanceof Class<?> plain && Scalars.of(plain) != null;
        return direct || type instanceof ParameterizedType ? of(type) : new Later(() -> of(type));
    }

    Records.OfRecord ofRecord(Class<?> type) {
        Records.OfRecord codec = records.get(type);
        if (codec == null) {
            codec = new Records.OfRecord(type, this);
            records.put(type, codec);
        }
        return codec;
    }

    private Codec build(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return buildHolder(parameterized);
        }
        Class<?> plain = (Class<?>) type;
        Codec scalar = Scalars.of(plain);
        if (scalar != null) {
            return scalar;
        }
        if (plain.isEnum()) {
            return Scalars.constants(plain);
        }
        if (plain.isSealed()) {
            return new Records.OneOf(StoredNames.of(plain), this);
        }
        if (plain.isRecord()) {
            Records.OfRecord codec = ofRecord(plain);
            return wrapsText(plain) ? new Wrapped(codec, plain) : codec;
        }
        if (plain == Object.class) {
            return new Collections.Free();
        }
        throw new IllegalStateException("no stored form for " + type);
    }

    private Codec buildHolder(ParameterizedType type) {
        Type[] of = type.getActualTypeArguments();
        Class<?> holder = (Class<?>) type.getRawType();
        if (holder == Optional.class) {
            return new Collections.Perhaps(lazily(of[0]));
        }
        if (holder == List.class) {
            return new Collections.Several(lazily(of[0]));
        }
        if (holder == Map.class && of[0] == String.class) {
            return new Collections.ByName(lazily(of[1]));
        }
        throw new IllegalStateException("no stored form for " + type);
    }

    private static boolean wrapsText(Class<?> type) {
        return type.getRecordComponents().length == 1
                && type.getRecordComponents()[0].getType() == String.class
                && type.getRecordComponents()[0].getName().equals("value");
    }

    static byte[] bytes(Codec codec, Object value) {
        JsonText out = JsonText.begin();
        codec.write(out, value);
        return out.toBytes();
    }

    static Object read(Codec codec, byte[] bytes) {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            in.nextToken();
            return codec.read(in);
        }
    }

    /** Sealed interfaces of records with the names that their cases are stored under. */
    static Map<Class<?>, String> casesOf(Class<?> sealed) {
        Map<Class<?>, String> names = new LinkedHashMap<>();
        for (Class<?> each : sealed.getPermittedSubclasses()) {
            if (each.isSealed()) {
                names.putAll(casesOf(each));
            } else {
                names.put(each, StoredNames.hyphens(each.getSimpleName()));
            }
        }
        return names;
    }

    /** A record that only names a text is stored as that text. */
    private record Wrapped(Records.OfRecord of, Class<?> type) implements Codec {
        @Override
        public void write(JsonText out, Object value) {
            out.string(value.toString());
        }

        @Override
        public Object read(JsonParser in) {
            try {
                return type.getDeclaredConstructor(String.class).newInstance(in.getString());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("stored " + type.getSimpleName() + " is broken", e);
            }
        }
    }

    private static final class Later implements Codec {
        private final Supplier<Codec> found;
        private volatile @Nullable Codec codec;

        Later(Supplier<Codec> found) {
            this.found = found;
        }

        private Codec codec() {
            Codec now = codec;
            if (now == null) {
                now = found.get();
                codec = now;
            }
            return now;
        }

        @Override
        public void write(JsonText out, Object value) {
            codec().write(out, value);
        }

        @Override
        public Object read(JsonParser in) {
            return codec().read(in);
        }
    }
}
