package throughline.insight;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.correlation.Trace;
import throughline.money.Money;

/**
 * A write to an outside system, as it stands.
 *
 * @param engagementName what people call its engagement
 * @param atStake the money that waits for it
 * @param next when it is gone on with, unless something happens before
 * @param waitsFor keys of writes that must be confirmed first and are not
 * @param code the system's code for refusing it
 * @param sentence what was said last
 * @param trace of the message for which it was planned last; what was planned long ago has none
 */
public record Write(
        String key,
        String engagement,
        String engagementName,
        String system,
        String kind,
        String status,
        String naturalKey,
        int attempts,
        Optional<Money> atStake,
        Optional<Instant> due,
        Optional<Instant> next,
        Optional<Instant> concluded,
        Optional<String> externalId,
        List<String> waitsFor,
        Optional<String> code,
        Optional<String> sentence,
        Optional<Trace> trace) {

    public Write {
        waitsFor = List.copyOf(waitsFor);
    }

    /**
     * An attempt that did not simply succeed.
     *
     * @param ended {@code not-done} or {@code in-doubt}
     * @param next when the write was to be gone on with
     */
    public record Attempt(int number, Instant at, String ended, String sentence, Instant next) {

        /** Its documented names and values. */
        public Map<String, @Nullable Object> values() {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            values.put("number", number);
            values.put("at", at);
            values.put("ended", ended);
            values.put("next", next);
            values.put("sentence", sentence);
            return values;
        }
    }

    /** Its documented names and values. */
    public Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("key", key);
        values.put("engagement", engagement);
        values.put("system", system);
        values.put("kind", kind);
        values.put("status", status);
        values.put("attempts", attempts);
        values.put("currency", atStake.map(money -> money.currency().getCode()).orElse(null));
        values.put("amount", atStake.map(money -> money.decimal().toPlainString()).orElse(null));
        values.put("due", due.orElse(null));
        values.put("next", next.orElse(null));
        values.put("externalId", externalId.orElse(null));
        values.put("waitsFor", waitsFor);
        values.put("code", code.orElse(null));
        values.put("sentence", sentence.orElse(null));
        values.put("trace", trace.map(Trace::toString).orElse(null));
        return values;
    }
}
