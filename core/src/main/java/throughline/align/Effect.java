package throughline.align;

import java.util.Map;

/**
 * One purpose towards one system, and how far its newest attempt has come.
 *
 * @param purpose the action's key without its attempt
 * @param attempt counted from 1
 * @param content what was asked for, as a hash
 */
public record Effect(
        String purpose,
        int attempt,
        String system,
        ActionKind kind,
        String content,
        Status status) {

    /** How far a write has come. Whether it was sent yet is known to dispatch only. */
    public sealed interface Status {
        /** Asked for. */
        record Planned() implements Status {}

        /** The system holds the record. Final. */
        record Confirmed(String externalId, Map<String, String> facts) implements Status {
            public Confirmed {
                facts = Map.copyOf(facts);
            }
        }

        /** The system refused. */
        record Rejected(String code, String sentence) implements Status {}

        /** Nobody can tell. */
        record Ambiguous(String sentence) implements Status {}

        /** Wanted still, and not to be sent: a person said so. Ends when it is wanted no more. */
        record Cancelled(String by, String reason) implements Status {}

        /** No longer wanted. */
        record Withdrawn() implements Status {}
    }

    /** The key of the newest attempt. */
    public ActionKey key() {
        return ActionKey.of(purpose, attempt);
    }

    /** Whether the system holds the record. */
    public boolean isConfirmed() {
        return status instanceof Status.Confirmed;
    }

    Effect ended(int by, Status next) {
        return new Effect(purpose, by, system, kind, content, next);
    }

    Effect with(Status next) {
        return new Effect(purpose, attempt, system, kind, content, next);
    }
}
