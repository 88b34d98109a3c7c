package throughline.books;

import java.util.Optional;
import throughline.engagement.Event;

/**
 * What went before an event in its turn: what followed from what. Revenue and charges follow from
 * what was delivered, accepted or changed just before them; and what a turn began with is the cause
 * of everything in it.
 *
 * @param led the nearest of those from which revenue and charges follow
 * @param changed whether terms were changed
 * @param first the cause that the turn began with
 */
public record Lead(Optional<Origin> led, boolean changed, Optional<RestatementCause> first) {

    private static final Lead NOTHING = new Lead(Optional.empty(), false, Optional.empty());
    private static final Lead ANOTHER_RELEASE =
            new Lead(Optional.empty(), false, Optional.of(RestatementCause.MAPPING));

    /**
     * Before the first event of a turn.
     *
     * @param anotherRelease whether what is known was decided again under another release
     */
    public static Lead ofTurn(boolean anotherRelease) {
        return anotherRelease ? ANOTHER_RELEASE : NOTHING;
    }

    /** What goes before the event after this one. */
    public Lead then(Event event) {
        Optional<Origin> own = Origin.of(event.getClass());
        if (own.isEmpty()) {
            return this;
        }
        return new Lead(
                own.filter(Origin::leads).or(() -> led),
                changed || own.get() == Origin.CHANGED,
                first.or(() -> RestatementCause.of(event)));
    }

    /** What made the books move by this event; empty when it never does. */
    public Optional<Origin> origin(Event event) {
        return Origin.of(event.getClass()).map(this::origin);
    }

    private Origin origin(Origin own) {
        return switch (own) {
            case EARNED, CHARGED, PROVIDED -> led.orElse(own);
            case DELIVERED, TAKEN_BACK -> changed ? Origin.CHANGED : own;
            case SIGNED,
                    CHANGED,
                    CANCELLED,
                    ACCEPTED,
                    ESTIMATED,
                    GIVEN_UP,
                    INVOICED,
                    VOIDED,
                    CREDITED,
                    PAID,
                    AT_RISK ->
                    own;
        };
    }

    /** Why a figure that counts this event is another one than before it was known. */
    public RestatementCause cause(Event event) {
        return first.or(() -> RestatementCause.of(event)).orElse(RestatementCause.CALENDAR);
    }
}
