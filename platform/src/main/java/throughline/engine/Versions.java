package throughline.engine;

import throughline.landscape.RecordVersion;

/** Which of two versions of a record is the newer one, whatever the order in which they came. */
final class Versions {

    private Versions() {}

    /**
     * Whether a version replaces the one in force. The source's own word counts; without it, or
     * when it says the same of both, the later message is the newer. The same message replaces
     * itself, so that it can be translated again.
     */
    static boolean replaces(
            RecordVersion version, long message, RecordVersion inForce, long messageInForce) {
        if (version.stated().isPresent()
                && inForce.stated().isPresent()
                && !version.stated().equals(inForce.stated())) {
            return version.replaces(inForce);
        }
        return message >= messageInForce;
    }
}
