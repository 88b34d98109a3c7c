package throughline.intake;

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
        intake.accept(records.stream().map(each -> message(system, origin, each)).toList());
    }

    private RawMessage message(String system, String origin, Page.Raw polled) {
        Map<String, Object> record;
        try {
            record = RawJson.object(polled.body());
        } catch (RawJson.NoObjectException impossible) {
            throw new IllegalStateException("a connector gives objects only", impossible);
        }
        RecordKey key =
                release.get()
                        .mapping(system, polled.type())
                        .flatMap(mapping -> mapping.key(record))
                        .orElseGet(() -> new RecordKey(system, polled.type(), polled.id()));
        return new RawMessage(
                key.system(),
                key.type(),
                key.id(),
                Optional.empty(),
                RawMessage.Source.POLL,
                origin,
                // What cannot be written again is kept as it came, and refused with its reason.
                RawJson.unstorable(record).isEmpty() ? RawJson.bytes(record) : polled.body());
    }
}
