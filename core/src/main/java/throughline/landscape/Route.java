package throughline.landscape;

import throughline.engagement.EngagementId;
import throughline.observed.RecordKey;

/** Which engagement a record is delivered to. */
public sealed interface Route {

    /** The record is the root of an engagement of its own: a deal, a person. */
    record Root() implements Route {}

    /** Kept for everybody, and delivered to whoever refers to it or watches it. */
    record Master() implements Route {}

    /** The engagement that this record is the root of or is linked to; parks while unknown. */
    record Belongs(RecordKey to) implements Route {}

    /** The engagement is named outright: our own key came back in the vendor's record. */
    record BelongsTo(EngagementId engagement) implements Route {}
}
