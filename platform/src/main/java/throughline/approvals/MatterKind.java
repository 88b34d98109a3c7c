package throughline.approvals;

import java.time.Instant;
import java.util.Optional;
import throughline.people.Actor;

/** A kind of matter that takes two people: what it would be now, and how it is carried out. */
public interface MatterKind {

    /** Its name, as requests keep it. */
    String name();

    /**
     * What was asked for as it would happen now; empty when there is nothing left to agree to. When
     * it is not what was asked for any more, the request is void.
     */
    Optional<Matter> now(Request request);

    /** Does it, in the transaction in which the agreement is kept. */
    void carryOut(Request request, Actor approver, String reason, Instant at);
}
