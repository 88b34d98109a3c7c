package throughline.journal;

import throughline.align.Action;
import throughline.engagement.Engagement;
import throughline.engagement.Signal;
import throughline.observed.CanonicalRecord;

/** States, canonical records and verdicts as stored JSON. */
public final class StateCodec {

    /** Raised when a state's shape changes; snapshots of another format are not read. */
    public static final int FORMAT = 5;

    private StateCodec() {}

    /** A state as UTF-8 JSON. */
    public static byte[] state(Engagement state) {
        return Codecs.bytes(Codecs.all().of(Engagement.class), state);
    }

    /** The state that was stored. */
    public static Engagement state(byte[] json) {
        return (Engagement) Codecs.read(Codecs.all().of(Engagement.class), json);
    }

    /** A canonical record as UTF-8 JSON; the same record always gives the same bytes. */
    public static byte[] record(CanonicalRecord record) {
        return Codecs.bytes(Codecs.all().of(CanonicalRecord.class), record);
    }

    /** The canonical record that was stored. */
    public static CanonicalRecord record(byte[] json) {
        return (CanonicalRecord) Codecs.read(Codecs.all().of(CanonicalRecord.class), json);
    }

    /** A person's verdict as UTF-8 JSON. */
    public static byte[] verdict(Signal.Verdict verdict) {
        return Codecs.bytes(Codecs.all().of(Signal.Verdict.class), verdict);
    }

    /** The verdict that was stored. */
    public static Signal.Verdict verdict(byte[] json) {
        return (Signal.Verdict) Codecs.read(Codecs.all().of(Signal.Verdict.class), json);
    }

    /** An action as UTF-8 JSON. */
    public static byte[] action(Action action) {
        return Codecs.bytes(Codecs.all().of(Action.class), action);
    }

    /** The action that was stored. */
    public static Action action(byte[] json) {
        return (Action) Codecs.read(Codecs.all().of(Action.class), json);
    }
}
