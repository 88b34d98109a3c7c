package throughline.rehearsal;

import java.util.Map;
import java.util.Optional;
import throughline.align.ActionKey;
import throughline.money.Money;

/**
 * A write to an outside system, as it stands.
 *
 * @param body what the system is asked to hold, in canonical words
 */
record Document(
        ActionKey key,
        String kind,
        String system,
        Standing standing,
        String naturalKey,
        Map<String, Object> body,
        Optional<Money> amount) {

    /** How far it has come. */
    enum Standing {
        OPEN,
        HELD,
        REFUSED,
        UNCLEAR,
        WITHDRAWN;

        /** That of a write whose status is stored so. */
        static Standing stored(String status) {
            return switch (status) {
                case "planned", "held" -> OPEN;
                case "confirmed" -> HELD;
                case "rejected" -> REFUSED;
                case "ambiguous", "sent" -> UNCLEAR;
                case "withdrawn", "cancelled" -> WITHDRAWN;
                default -> throw new IllegalStateException("no write is " + status);
            };
        }
    }

    /**
     * The newest attempt after an earlier one. Where the earlier one was on its way when its
     * content changed and succeeded after all, the newest is withdrawn, or refused for it, and the
     * system holds the earlier one's content.
     */
    Document after(Document earlier) {
        boolean gone =
                switch (standing) {
                    case WITHDRAWN, REFUSED -> true;
                    case OPEN, HELD, UNCLEAR -> false;
                };
        return gone && earlier.standing == Standing.HELD
                ? new Document(
                        key,
                        kind,
                        system,
                        Standing.HELD,
                        earlier.naturalKey,
                        earlier.body,
                        earlier.amount)
                : this;
    }

    /** The same, as far as it has come now. */
    Document as(Standing now) {
        return new Document(key, kind, system, now, naturalKey, body, amount);
    }

    /** Whether the system is meant to hold it. */
    boolean wanted() {
        return switch (standing) {
            case OPEN, HELD, REFUSED, UNCLEAR -> true;
            case WITHDRAWN -> false;
        };
    }

    /** Whether it may have left the house. */
    boolean left() {
        return switch (standing) {
            case HELD, UNCLEAR -> true;
            case OPEN, REFUSED, WITHDRAWN -> false;
        };
    }
}
