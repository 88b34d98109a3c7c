package throughline.landscape.build;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;
import throughline.policy.ConditionFact;

/**
 * Facts of the right types, with everything filled in that may be: conditions of gates are tried
 * with them, since a deal's own facts come only when it is too late.
 */
final class SampleFacts {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 31);

    private final Money amount;

    private SampleFacts(CurrencyUnit currency) {
        this.amount = Money.ofMinor(currency.getCode(), 100);
    }

    /** What conditions may name, with amounts of a currency. */
    static Map<String, Object> in(CurrencyUnit currency) {
        SampleFacts facts = new SampleFacts(currency);
        return Map.of(
                "deal", facts.record(CanonicalRecord.Deal.class),
                "customer", facts.record(CanonicalRecord.Customer.class),
                "terms", facts.terms());
    }

    private Map<String, Object> terms() {
        Map<String, Object> terms = filled(ConditionFact.ofTerms());
        terms.put(ConditionFact.LIST, List.of(filled(ConditionFact.ofLines())));
        return terms;
    }

    private Map<String, Object> filled(List<? extends ConditionFact<?>> facts) {
        Map<String, Object> values = new HashMap<>();
        for (ConditionFact<?> each : facts) {
            Object value = plain(each.type());
            if (value != null) {
                values.put(each.name(), value);
            }
        }
        return values;
    }

    /**
     * The words of which one stands at a place, by its path: {@code deal.stage}. Where any text may
     * stand, there is none.
     */
    static Map<String, Set<String>> words() {
        Map<String, Set<String>> words = new HashMap<>();
        words("deal", CanonicalRecord.Deal.class, words);
        words("customer", CanonicalRecord.Customer.class, words);
        for (ConditionFact<?> each : ConditionFact.ofTerms()) {
            if (!each.words().isEmpty()) {
                words.put("terms." + each.name(), new TreeSet<>(each.words()));
            }
        }
        return words;
    }

    private static void words(String path, Class<?> type, Map<String, Set<String>> found) {
        for (RecordComponent each : type.getRecordComponents()) {
            Type holds = each.getGenericType();
            if (holds instanceof ParameterizedType of) {
                holds = of.getActualTypeArguments()[0];
            }
            String below = path + "." + each.getName();
            if (holds instanceof Class<?> plain && plain.isEnum()) {
                Set<String> names = new TreeSet<>();
                for (Object constant : plain.getEnumConstants()) {
                    names.add(((Enum<?>) constant).name());
                }
                found.put(below, names);
            } else if (holds instanceof Class<?> plain
                    && plain.isRecord()
                    && plain.getEnclosingClass() == CanonicalRecord.class) {
                words(below, plain, found);
            }
        }
    }

    private Map<String, Object> record(Class<?> type) {
        Map<String, Object> fields = new HashMap<>();
        if (CanonicalRecord.class.isAssignableFrom(type)) {
            fields.put("id", "text");
        }
        for (RecordComponent each : type.getRecordComponents()) {
            Object value = value(each.getGenericType());
            if (value != null) {
                fields.put(each.getName(), value);
            }
        }
        return fields;
    }

    /** A value as expressions read it; null for what only the facts themselves tell. */
    private @Nullable Object value(Type type) {
        if (type instanceof ParameterizedType of) {
            Type first = of.getActualTypeArguments()[0];
            if (of.getRawType() == Optional.class) {
                return value(first);
            }
            Object item = of.getRawType() == List.class ? value(first) : null;
            return item == null ? null : List.of(item);
        }
        return type instanceof Class<?> plain ? plain(plain) : null;
    }

    private @Nullable Object plain(Class<?> type) {
        if (type == String.class || type.isEnum()) {
            return "text";
        }
        if (type == Money.class) {
            return amount;
        }
        if (type == BigDecimal.class) {
            return BigDecimal.ONE;
        }
        if (type == LocalDate.class) {
            return DAY;
        }
        if (type == Instant.class) {
            return Instant.EPOCH;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == RecordKey.class) {
            return new RecordKey("system", "type", "id");
        }
        return type.isRecord() ? record(type) : null;
    }
}
