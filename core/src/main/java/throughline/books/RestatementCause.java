package throughline.books;

import java.util.Locale;
import java.util.Optional;
import throughline.engagement.Event;
import throughline.engagement.WorkEvent;
import throughline.wording.Kebab;

/**
 * Why a figure of the past is another one now than when it was told. Every posting carries the
 * cause of the turn that made it, so that nobody has to guess it later.
 */
public enum RestatementCause {
    /** Time was approved, and nobody had told of it. */
    LATE_TIME,
    /** A change of terms was agreed, or revoked. */
    CHANGE_ORDER,
    /** A contract ended early, or stands again. */
    CANCELLATION,
    /** Something was put right: time, an invoice that was voided or credited, money given up. */
    CORRECTION,
    /** What is still to be done was estimated anew. */
    ESTIMATE,
    /** Mappings, tables or policies of another release say something else of the same records. */
    MAPPING,
    /** Something else that had happened was told later: a deal, an acceptance, an invoice. */
    LATE_ARRIVAL,
    /** Only time passed. */
    CALENDAR,
    /** Rates of exchange were published or put right. It has no posting of its own. */
    FX,
    /** A contract turned from a liability to an asset, or back. It has no posting of its own. */
    RECLASSIFIED,
    /** It was posted before causes were kept. */
    NOT_KEPT;

    /** Its name in kebab case. */
    public String text() {
        return Kebab.of(this);
    }

    /** The one of this name; one that is empty was never kept. */
    public static RestatementCause named(String text) {
        return text.isEmpty() ? NOT_KEPT : valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** What an event tells of; empty when it tells nothing of its own. */
    static Optional<RestatementCause> of(Event event) {
        return Origin.of(event.getClass()).flatMap(origin -> of(origin, event));
    }

    private static Optional<RestatementCause> of(Origin origin, Event event) {
        return switch (origin) {
            case SIGNED, ACCEPTED, INVOICED, PAID -> Optional.of(LATE_ARRIVAL);
            case CHANGED -> Optional.of(CHANGE_ORDER);
            case CANCELLED -> Optional.of(CANCELLATION);
            case DELIVERED ->
                    Optional.of(event instanceof WorkEvent.TimeApproved ? LATE_TIME : LATE_ARRIVAL);
            case TAKEN_BACK, GIVEN_UP, VOIDED, CREDITED -> Optional.of(CORRECTION);
            case ESTIMATED -> Optional.of(ESTIMATE);
            case CHARGED, EARNED, AT_RISK, PROVIDED -> Optional.empty();
        };
    }
}
