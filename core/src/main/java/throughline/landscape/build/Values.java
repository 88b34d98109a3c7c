package throughline.landscape.build;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/**
 * The values of one shape, already of their kinds, taken one after the other in the shape's order.
 * Asking for another kind than the shape's is a mistake of ours.
 */
final class Values {

    private final @Nullable Object[] values;
    private final Map<String, String> attributes;
    private int next;

    Values(@Nullable Object[] values, Map<String, String> attributes) {
        this.values = values;
        this.attributes = attributes;
    }

    String text() {
        return present(String.class);
    }

    Optional<String> optionalText() {
        return optional(String.class);
    }

    RecordKey key() {
        return present(RecordKey.class);
    }

    Optional<RecordKey> optionalKey() {
        return optional(RecordKey.class);
    }

    Money money() {
        return present(Money.class);
    }

    Optional<Money> optionalMoney() {
        return optional(Money.class);
    }

    BigDecimal decimal() {
        return present(BigDecimal.class);
    }

    Optional<BigDecimal> optionalDecimal() {
        return optional(BigDecimal.class);
    }

    LocalDate date() {
        return present(LocalDate.class);
    }

    Optional<LocalDate> optionalDate() {
        return optional(LocalDate.class);
    }

    Optional<Instant> optionalInstant() {
        return optional(Instant.class);
    }

    boolean truth() {
        return optional(Boolean.class).orElse(false);
    }

    Optional<Boolean> optionalTruth() {
        return optional(Boolean.class);
    }

    CanonicalRecord.ChangeStatus change() {
        return present(CanonicalRecord.ChangeStatus.class);
    }

    CanonicalRecord.Stage stage() {
        return present(CanonicalRecord.Stage.class);
    }

    CanonicalRecord.DocumentStatus document() {
        return present(CanonicalRecord.DocumentStatus.class);
    }

    CanonicalRecord.TimeStatus time() {
        return present(CanonicalRecord.TimeStatus.class);
    }

    <T> List<T> list(Function<Values, T> each) {
        Object list = values[next++];
        return list == null
                ? List.of()
                : ((List<?>) list).stream().map(part -> each.apply((Values) part)).toList();
    }

    Map<String, String> attributes() {
        return attributes;
    }

    private <T> T present(Class<T> type) {
        return optional(type)
                .orElseThrow(() -> new IllegalStateException("a required value is absent"));
    }

    private <T> Optional<T> optional(Class<T> type) {
        return Optional.ofNullable(type.cast(values[next++]));
    }
}
