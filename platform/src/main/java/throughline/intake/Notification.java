package throughline.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.connectors.Secrets;
import throughline.correlation.Trace;
import throughline.journal.RawJson;
import throughline.landscape.Release;
import throughline.observed.RecordKey;
import throughline.publish.WebhookSignature;
import throughline.wording.Counted;
import tools.jackson.core.JacksonException;

/**
 * One notification as it came, checked step by step in the order of {@link ErrorCode}.
 *
 * <p><b>Source</b>: Standard Webhooks 1.0.0 for identification and signature.
 *
 * @param followed what its sender follows it by, as what carried it says
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Notification(
        WebhookSource source,
        @Nullable String id,
        @Nullable String timestamp,
        @Nullable String signature,
        byte[] body,
        Optional<Trace> followed) {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** That it comes from who it says, and is fresh. */
    void verify(Secrets secrets, Instant now) throws RefusedException {
        if (id == null || timestamp == null || signature == null) {
            throw refused(
                    ErrorCode.SIGNATURE_MISSING,
                    "it is not signed. Send the headers webhook-id, webhook-timestamp and"
                            + " webhook-signature of Standard Webhooks");
        }
        Instant at = at(timestamp);
        if (Duration.between(at, now).abs().compareTo(TOLERANCE) > 0) {
            throw refused(
                    ErrorCode.SIGNATURE_EXPIRED,
                    ("it was signed at %s, and it is %s. Sign each attempt anew; clocks may "
                                    + "differ by %s")
                            .formatted(at, now, Counted.of(TOLERANCE.toMinutes(), "minute")));
        }
        List<String> keys = source.resolved(secrets);
        if (keys.isEmpty()) {
            throw refused(
                    ErrorCode.SIGNATURE_WRONG,
                    "there is no secret to check it with. Set what the landscape refers to: "
                            + source.secrets());
        }
        String expected = WebhookSignature.of(keys, id, at, body);
        for (String given : signature.split(" ")) {
            for (String each : expected.split(" ")) {
                if (MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8),
                        each.getBytes(StandardCharsets.UTF_8))) {
                    return;
                }
            }
        }
        throw refused(
                ErrorCode.SIGNATURE_WRONG,
                "its signature does not fit. Sign id, timestamp and the very bytes of the body with"
                        + " the secret agreed for this system");
    }

    private Instant at(String seconds) throws RefusedException {
        try {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        } catch (NumberFormatException | java.time.DateTimeException e) {
            throw refused(
                    ErrorCode.SIGNATURE_MISSING,
                    "webhook-timestamp is %s. Send seconds since 1970".formatted(seconds));
        }
    }

    /** The message that it carries. */
    RawMessage message(Release release) throws RefusedException {
        return message(release, RawMessage.Source.WEBHOOK, "webhook " + id);
    }

    /** The same of a message that came another way, and is found again there. */
    RawMessage message(Release release, RawMessage.Source way, String origin)
            throws RefusedException {
        Map<String, Object> whole = json();
        String type =
                source.type()
                        .or(() -> source.typeFrom().flatMap(name -> text(whole, name)))
                        .filter(text -> !text.isBlank())
                        .orElseThrow(
                                () ->
                                        refused(
                                                ErrorCode.MISSING_TYPE,
                                                "it does not say what it is. Give it a "
                                                        + source.typeFrom().orElse("type")));
        Map<String, Object> record = record(whole);
        RecordKey key =
                release.mapping(source.system(), type)
                        .flatMap(mapping -> mapping.key(record))
                        .or(() -> declaredKey(whole, type))
                        .orElseThrow(
                                () ->
                                        refused(
                                                ErrorCode.MISSING_ID,
                                                "it does not say which %s it is. Give it a %s"
                                                        .formatted(
                                                                type,
                                                                source.idFrom().orElse("id"))));
        Optional<String> unstorable = RawJson.unstorable(record);
        if (unstorable.isPresent()) {
            throw refused(
                    ErrorCode.BAD_ENCODING,
                    "%s holds a NUL or half of a character. Send texts of whole characters"
                            .formatted(unstorable.get()));
        }
        if (Names.isTooLong(key)) {
            throw refused(ErrorCode.BAD_ID, Names.sentence(key));
        }
        return new RawMessage(
                        key.system(),
                        key.type(),
                        key.id(),
                        Optional.empty(),
                        way,
                        origin,
                        source.recordFrom().isEmpty() ? body : RawJson.bytes(record))
                .traced(told(whole).or(() -> followed));
    }

    /** An event may say so itself (CloudEvents, Distributed Tracing), whatever carried it. */
    private static Optional<Trace> told(Map<String, Object> whole) {
        return whole.containsKey("specversion")
                ? text(whole, Trace.TRACEPARENT).flatMap(Trace::parsed)
                : Optional.empty();
    }

    private Map<String, Object> json() throws RefusedException {
        try {
            return RawJson.object(body);
        } catch (JacksonException e) {
            throw refused(
                    ErrorCode.INVALID_JSON,
                    "its body is no JSON (%s). Send one object".formatted(e.getOriginalMessage()));
        } catch (RawJson.NoObjectException e) {
            throw refused(ErrorCode.INVALID_JSON, "its body is no JSON object. Send one object");
        }
    }

    private Map<String, Object> record(Map<String, Object> whole) throws RefusedException {
        if (source.recordFrom().isEmpty()) {
            return whole;
        }
        String field = source.recordFrom().get();
        if (!(whole.get(field) instanceof Map<?, ?> map)) {
            throw refused(
                    ErrorCode.MISSING_RECORD,
                    "it has no object %s. Send the whole record with it".formatted(field));
        }
        Map<String, Object> record = new LinkedHashMap<>();
        map.forEach((name, value) -> put(record, String.valueOf(name), value));
        return record;
    }

    @SuppressWarnings("NullAway") // raw JSON has nulls, and mappings expect them
    private static void put(Map<String, Object> raw, String name, @Nullable Object value) {
        raw.put(name, value);
    }

    private Optional<RecordKey> declaredKey(Map<String, Object> whole, String type) {
        return source.idFrom()
                .flatMap(name -> text(whole, name))
                .filter(text -> !text.isBlank())
                .map(text -> new RecordKey(source.system(), type, text));
    }

    private static Optional<String> text(Map<String, Object> raw, String name) {
        return Optional.ofNullable(raw.get(name))
                .filter(value -> !(value instanceof Map) && !(value instanceof List))
                .map(Object::toString);
    }

    private RefusedException refused(ErrorCode code, String why) {
        return new RefusedException(
                code, "Cannot take in the notification of %s: %s.".formatted(source.system(), why));
    }
}
