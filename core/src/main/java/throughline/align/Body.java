package throughline.align;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import throughline.money.Money;

/** A body of texts, lists and maps; what is absent is left out. */
final class Body {

    private final SortedMap<String, Object> fields = new TreeMap<>();

    Body with(String field, String value) {
        fields.put(field, value);
        return this;
    }

    Body with(String field, LocalDate value) {
        return with(field, value.toString());
    }

    Body with(String field, BigDecimal value) {
        return with(field, value.toPlainString());
    }

    Body with(String field, Money value) {
        return with(field, value.digits());
    }

    Body withText(String field, Optional<String> value) {
        value.ifPresent(present -> with(field, present));
        return this;
    }

    Body withMoney(String field, Optional<Money> value) {
        value.ifPresent(present -> with(field, present));
        return this;
    }

    Body withList(String field, List<Map<String, Object>> parts) {
        fields.put(field, List.copyOf(parts));
        return this;
    }

    Map<String, Object> asMap() {
        return Collections.unmodifiableSortedMap(fields);
    }
}
