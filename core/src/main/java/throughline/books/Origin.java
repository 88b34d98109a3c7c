package throughline.books;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.engagement.AgreementEvent;
import throughline.engagement.BillingEvent;
import throughline.engagement.Event;
import throughline.engagement.RevenueEvent;
import throughline.engagement.WorkEvent;
import throughline.wording.Kebab;

/**
 * What made the books move, as people tell it. Revenue and charges follow from something else that
 * happened in the same turn; then that is their origin.
 */
public enum Origin {
    /** Terms were signed and approved. */
    SIGNED(AgreementEvent.ContractBooked.class),
    /** Terms were changed, or a change was revoked. */
    CHANGED(AgreementEvent.ContractAmended.class, AgreementEvent.AmendmentRevoked.class),
    /** A contract ended early, or stands again. */
    CANCELLED(AgreementEvent.ContractCancelled.class, AgreementEvent.ContractReinstated.class),
    /** Something was delivered. */
    DELIVERED(
            WorkEvent.TimeApproved.class,
            WorkEvent.ExpenseCounted.class,
            WorkEvent.UsageCounted.class),
    /** What was delivered was taken back, by a person or by other rules. */
    TAKEN_BACK(WorkEvent.TimeTakenBack.class),
    /** A customer accepted. */
    ACCEPTED(WorkEvent.MilestoneAccepted.class),
    /** What is still to be done was estimated anew. */
    ESTIMATED(WorkEvent.EstimateRevised.class),
    /** The calendar or a threshold gave the right to bill. */
    CHARGED(BillingEvent.ChargeRaised.class),
    /** An entitlement was given up. */
    GIVEN_UP(BillingEvent.UnitsWrittenOff.class),
    /** An invoice was posted. */
    INVOICED(BillingEvent.InvoicePosted.class),
    /** An invoice was voided. */
    VOIDED(BillingEvent.InvoiceVoided.class),
    /** A credit note was posted. */
    CREDITED(BillingEvent.CreditNotePosted.class),
    /** A customer paid. */
    PAID(BillingEvent.PaymentReceived.class),
    /** Time passed. */
    EARNED(RevenueEvent.RevenueRecognized.class),
    /** Work on a change that is not in force came or went. */
    AT_RISK(WorkEvent.WorkAtRisk.class),
    /** A loss that is expected was provided for. */
    PROVIDED(RevenueEvent.LossProvided.class);

    private static final Map<Class<?>, Origin> BY_EVENT = new HashMap<>();

    static {
        for (Origin origin : values()) {
            origin.events.forEach(event -> BY_EVENT.put(event, origin));
        }
    }

    private final Set<Class<? extends Event>> events;

    @SafeVarargs
    Origin(Class<? extends Event>... events) {
        this.events = Set.of(events);
    }

    /** The events that tell of it. */
    public Set<Class<? extends Event>> events() {
        return events;
    }

    /** Whether revenue and charges of the same turn follow from it. */
    public boolean leads() {
        return switch (this) {
            case SIGNED, CHANGED, CANCELLED, DELIVERED, TAKEN_BACK, ACCEPTED, ESTIMATED, GIVEN_UP ->
                    true;
            case CHARGED, INVOICED, VOIDED, CREDITED, PAID, EARNED, AT_RISK, PROVIDED -> false;
        };
    }

    /** What an event tells of; empty when it never moves the books. */
    public static Optional<Origin> of(Class<? extends Event> event) {
        return Optional.ofNullable(BY_EVENT.get(event));
    }

    /** Its name in kebab case, as it is kept with postings. */
    public String text() {
        return Kebab.of(this);
    }

    /** The one that is kept by this name; empty for a posting that names none. */
    public static Optional<Origin> named(String text) {
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_')));
    }
}
