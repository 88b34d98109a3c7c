package throughline.landscape.build;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/** A canonical record as texts by path, for people and golden cases: {@code lines[0].amount}. */
public final class Flattened {

    private Flattened() {}

    /** Every value that is there, by its path. */
    public static Map<String, String> of(CanonicalRecord record) {
        Map<String, String> result = new TreeMap<>();
        parts((Record) record, "", result);
        return result;
    }

    private static void parts(Record record, String prefix, Map<String, String> into) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                put(prefix + component.getName(), component.getAccessor().invoke(record), into);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException("records are readable", impossible);
            }
        }
    }

    private static void put(String path, @Nullable Object value, Map<String, String> into) {
        switch (value) {
            case null -> {}
            case Optional<?> optional -> optional.ifPresent(inner -> put(path, inner, into));
            case Map<?, ?> map -> map.forEach((name, inner) -> put(path + "." + name, inner, into));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    put(path + "[" + i + "]", list.get(i), into);
                }
            }
            case RecordKey key -> into.put(path, key.toString());
            case Money money -> into.put(path, money.toString());
            case BigDecimal number -> into.put(path, number.toPlainString());
            case Record record -> parts(record, path + ".", into);
            case Object other -> into.put(path, other.toString());
        }
    }
}
