package throughline.notices;

/** Carries one message to one address. */
public interface Post {

    /** Sends it; waits until the other side has said what became of it. */
    Ended send(Letter letter);

    /**
     * A message.
     *
     * @param id the same for every attempt, so that whoever gets it twice can tell
     */
    record Letter(String id, Address to, String subject, String body) {}

    /** How it ended. */
    record Ended(Kind kind, String sentence) {

        /** What to make of it. */
        public enum Kind {
            /** The other side has it. */
            TAKEN,
            /** The other side does not have it, and may take it later. */
            LATER,
            /** The other side will never take it. */
            REFUSED,
            /** Nobody can tell whether the other side has it. */
            UNCLEAR
        }
    }
}
