package throughline.journal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import throughline.engagement.Event;

/** Events as they are stored: a type of ours, and their content as JSON. */
public final class EventCodec {

    private static final Map<Class<?>, Stored> BY_CLASS = new HashMap<>();
    private static final Map<String, Stored> BY_TYPE = new HashMap<>();

    static {
        StoredNames.events()
                .forEach(
                        (type, name) -> {
                            Stored stored = new Stored(name, Codecs.all().ofRecord(type));
                            BY_CLASS.put(type, stored);
                            BY_TYPE.put(name, stored);
                        });
    }

    private EventCodec() {}

    /** The stored type of an event, for example {@code invoice-posted/v1}. */
    public static String type(Event event) {
        return stored(event).type();
    }

    /** The stored type of the events of a class. */
    public static String type(Class<? extends Event> event) {
        return Objects.requireNonNull(StoredNames.events().get(event));
    }

    /** An event's content as UTF-8 JSON. */
    public static byte[] payload(Event event) {
        return Codecs.bytes(stored(event).codec(), event);
    }

    /** An event as the interface tells it: its type, and its content as an object. */
    public static Map<String, Object> told(Event event) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("type", type(event));
        told.put("content", RawJson.object(payload(event)));
        return told;
    }

    /**
     * The event that was stored.
     *
     * @throws IllegalStateException when a newer version wrote it
     */
    public static Event read(String type, byte[] payload) {
        Stored stored = BY_TYPE.get(type);
        if (stored == null) {
            throw new IllegalStateException(
                    "The journal holds an event " + type + " that this version does not know.");
        }
        return (Event) Codecs.read(stored.codec(), payload);
    }

    private static Stored stored(Event event) {
        Stored stored = BY_CLASS.get(event.getClass());
        if (stored == null) {
            throw new IllegalStateException("Give " + event.getClass() + " a stored name.");
        }
        return stored;
    }

    private record Stored(String type, Codec codec) {}
}
