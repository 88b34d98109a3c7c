package throughline.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import throughline.correlation.Trace;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal;
import throughline.intake.Arrived;
import throughline.landscape.RecordVersion;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/** One thing that a worker does in its next transaction. */
sealed interface Work {

    /** The name whose partition it belongs to. */
    String owner();

    /** The message whose inbox row goes away with it; 0 when there is none. */
    long messageId();

    /**
     * A record reached an engagement.
     *
     * @param root whether the engagement begins with this record
     * @param seen what its translation rested on
     * @param reference the record that it refers to, when that is known
     */
    record Observed(
            Arrived message,
            EngagementId engagement,
            boolean root,
            CanonicalRecord record,
            RecordVersion version,
            List<Seen> seen,
            Optional<Reference> reference)
            implements Work {
        @Override
        public String owner() {
            return engagement.value();
        }

        @Override
        public long messageId() {
            return message.id();
        }
    }

    /** A record of nobody in particular, kept for whoever refers to it. */
    record Mastered(Arrived message, CanonicalRecord record, RecordVersion version, List<Seen> seen)
            implements Work {
        @Override
        public String owner() {
            return message.key().toString();
        }

        @Override
        public long messageId() {
            return message.id();
        }
    }

    /**
     * A message that cannot be decided for now.
     *
     * @param waitsFor record keys; with {@code @} before them, the engagement of that record
     * @param incident whether it is technical, and nobody in the business can mend it
     */
    record Shelved(
            Arrived message, String code, String sentence, Set<String> waitsFor, boolean incident)
            implements Work {
        /** A message at which something failed inside. */
        static Shelved incident(Arrived message, Exception trouble) {
            return new Shelved(
                    message,
                    "incident",
                    ("Cannot decide %s: something failed inside (%s). The message is kept; ask "
                                    + "the operators.")
                            .formatted(message.key(), trouble),
                    Set.of(),
                    true);
        }

        @Override
        public String owner() {
            return message.key().toString();
        }

        @Override
        public long messageId() {
            return message.id();
        }
    }

    /**
     * A message that is none of our business.
     *
     * @param reason as the mapping says it
     */
    record Ignored(Arrived message, String reason) implements Work {
        @Override
        public String owner() {
            return message.key().toString();
        }

        @Override
        public long messageId() {
            return message.id();
        }
    }

    /**
     * Something else reached an engagement.
     *
     * @param cause for people: a decision, the clock, an action
     * @param decision its row; 0 when it is no decision
     * @param seen the reference that it brings
     * @param trace what all that follows is known by
     */
    record Signalled(
            EngagementId engagement,
            Signal signal,
            String cause,
            long decision,
            Optional<Seen> seen,
            Trace trace)
            implements Work {

        /** Neither a decision nor a reference: it goes on with whatever it is part of. */
        static Signalled by(EngagementId engagement, Signal signal, String cause) {
            Trace trace = Trace.current().orElseGet(() -> Trace.named(engagement + ": " + cause));
            return new Signalled(engagement, signal, cause, 0, Optional.empty(), trace);
        }

        @Override
        public String owner() {
            return engagement.value();
        }

        @Override
        public long messageId() {
            return 0;
        }
    }

    /** A record moved from one engagement to another: the first one gives it up. */
    record GivenUp(EngagementId by, Observed then) implements Work {
        @Override
        public String owner() {
            return by.value();
        }

        @Override
        public long messageId() {
            return then.messageId();
        }
    }

    /** A record that an observed one refers to. */
    record Reference(RecordKey key, Optional<CanonicalRecord> record, long messageId) {}
}
