package throughline.intake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import throughline.connectors.Page;
import throughline.connectors.Polling;
import throughline.journal.RawJson;
import throughline.landscape.Release;
import throughline.observed.RecordKey;

/**
 * Takes in what polls bring. A record gets the key that its mapping gives it, and the very bytes
 * that a notification of it would be kept as, so that the same version by both ways is one message.
 */
public final class PolledRecords implements Polling.Sink {

    private final Intake intake;
    private final Supplier<Release> release;

    /** Hands to an intake, by the mappings of the release in force. */
    public PolledRecords(Intake intake, Supplier<Release> release) {
        this.intake = intake;
        this.release = release;
    }

    @Override
    public void accept(String system, String origin, List<Page.Raw> records) {
        intake.accept(
                records.stream().flatMap(each -> message(system, origin, each).stream()).toList());
    }

    /** The message; empty when it says only what became of a record that we never had. */
    private Optional<RawMessage> message(String system, String origin, Page.Raw polled) {
        Map<String, Object> record = object(polled.body());
        RecordKey key =
                release.get()
                        .mapping(system, polled.type())
                        .flatMap(mapping -> mapping.key(record))
                        .orElseGet(() -> new RecordKey(system, polled.type(), polled.id()));
        if (polled.over()) {
            return intake.newest(key)
                    .map(PolledRecords::object)
                    .map(
                            known -> {
                                Map<String, Object> over = new LinkedHashMap<>(known);
                                over.putAll(record);
                                return message(key, origin, RawJson.bytes(over));
                            });
        }
        // What cannot be written again is kept as it came, and refused with its reason.
        return Optional.of(
                message(
                        key,
                        origin,
                        RawJson.unstorable(record).isEmpty()
                                ? RawJson.bytes(record)
                                : polled.body()));
    }

    private static RawMessage message(RecordKey key, String origin, byte[] body) {
        return new RawMessage(
                key.system(),
                key.type(),
                key.id(),
                Optional.empty(),
                RawMessage.Source.POLL,
                origin,
                body);
    }

    private static Map<String, Object> object(byte[] body) {
        try {
            return RawJson.object(body);
        } catch (RawJson.NoObjectException impossible) {
            throw new IllegalStateException("a connector gives objects only", impossible);
        }
    }
}
