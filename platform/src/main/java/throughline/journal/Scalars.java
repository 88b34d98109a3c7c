package throughline.journal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import throughline.money.Money;
import throughline.observed.RecordKey;
import throughline.wording.Kebab;
import tools.jackson.core.JsonParser;

/** Values that are one JSON text, number or truth value. Money and decimals are texts: exact. */
final class Scalars {

    private static final Map<Enum<?>, String> SPELLED = new ConcurrentHashMap<>();
    private static final Map<Class<?>, Codec> CODECS = new HashMap<>();

    static {
        text(String.class, Function.identity(), Function.identity());
        text(Money.class, Money::toString, Money::parse);
        text(CurrencyUnit.class, CurrencyUnit::getCode, CurrencyUnit::of);
        text(BigDecimal.class, BigDecimal::toPlainString, BigDecimal::new);
        text(LocalDate.class, LocalDate::toString, LocalDate::parse);
        text(YearMonth.class, YearMonth::toString, YearMonth::parse);
        text(Instant.class, Instant::toString, Instant::parse);
        text(Duration.class, Duration::toString, Duration::parse);
        text(RecordKey.class, RecordKey::toString, Scalars::recordKey);
        CODECS.put(long.class, new Whole(false));
        CODECS.put(Long.class, new Whole(false));
        CODECS.put(int.class, new Whole(true));
        CODECS.put(Integer.class, new Whole(true));
        CODECS.put(boolean.class, new Truth());
        CODECS.put(Boolean.class, new Truth());
    }

    private Scalars() {}

    static @Nullable Codec of(Class<?> type) {
        return CODECS.get(type);
    }

    /** Constants by our spelling: lower case with hyphens. */
    static Codec constants(Class<?> type) {
        Map<String, Enum<?>> byName = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
            byName.put(hyphens((Enum<?>) constant), (Enum<?>) constant);
        }
        return new Text<>(
                Enum.class, Scalars::hyphens, name -> known(byName.get(name), name, type));
    }

    /** A constant as it is stored: {@code credit-posted}. */
    static String hyphens(Enum<?> constant) {
        String known = SPELLED.get(constant);
        if (known == null) {
            known = Kebab.of(constant);
            SPELLED.put(constant, known);
        }
        return known;
    }

    /** Reads a key's own text; only its id may hold colons. */
    static RecordKey recordKey(String text) {
        int first = text.indexOf(':');
        int second = text.indexOf(':', first + 1);
        return new RecordKey(
                text.substring(0, first),
                text.substring(first + 1, second),
                text.substring(second + 1));
    }

    private static Enum<?> known(@Nullable Enum<?> constant, String name, Class<?> type) {
        if (constant == null) {
            throw new IllegalStateException(
                    "stored " + type.getSimpleName() + " " + name + " is unknown to this version");
        }
        return constant;
    }

    private static <T> void text(
            Class<T> type, Function<T, String> written, Function<String, T> read) {
        CODECS.put(type, new Text<>(type, written, read));
    }

    private record Text<T>(Class<T> type, Function<T, String> written, Function<String, T> read)
            implements Codec {
        @Override
        public void write(JsonText out, Object value) {
            out.string(written.apply(type.cast(value)));
        }

        @Override
        public Object read(JsonParser in) {
            return read.apply(in.getString());
        }
    }

    private record Whole(boolean small) implements Codec {
        @Override
        public void write(JsonText out, Object value) {
            out.number(((Number) value).longValue());
        }

        @Override
        public Object read(JsonParser in) {
            return small ? (Object) in.getIntValue() : (Object) in.getLongValue();
        }
    }

    private record Truth() implements Codec {
        @Override
        public void write(JsonText out, Object value) {
            out.truth((Boolean) value);
        }

        @Override
        public Object read(JsonParser in) {
            return in.getBooleanValue();
        }
    }
}
