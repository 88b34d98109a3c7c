package throughline.publish;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.AgreementEvent;
import throughline.engagement.AttentionEvent;
import throughline.engagement.BillingEvent;
import throughline.engagement.EffectEvent;
import throughline.engagement.EngagementId;
import throughline.engagement.Event;
import throughline.engagement.RevenueEvent;
import throughline.engagement.WorkEvent;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.Stage;

/**
 * Which events are business milestones, and what the outside world is told of them. A pure function
 * of one event, so that a replay publishes exactly what was published live.
 */
public final class Milestones {

    /** A deal was won. Told once per engagement, whatever versions of the deal follow. */
    public static final String OPPORTUNITY_CLOSED = "dev.throughline.opportunity.closed.v1";

    /** Every system holds what activation needs. */
    public static final String PROJECT_ACTIVATED = "dev.throughline.project.activated.v1";

    /** The customer accepted a milestone, in full or in part. */
    public static final String MILESTONE_APPROVED = "dev.throughline.milestone.approved.v1";

    /** The financial system posted an invoice. */
    public static final String INVOICE_POSTED = "dev.throughline.invoice.posted.v1";

    /** A posted invoice was voided in the financial system. */
    public static final String INVOICE_VOIDED = "dev.throughline.invoice.voided.v1";

    /** Revenue was recognized, or taken back when its amount is negative. */
    public static final String REVENUE_RECOGNIZED = "dev.throughline.revenue.recognized.v1";

    /** What a system sends is otherwise than its contract says. */
    public static final String CONTRACT_DEVIATED = "dev.throughline.contract.deviated.v1";

    /** Every type that is published, in the order of an engagement's life. */
    public static final List<String> TYPES =
            List.of(
                    OPPORTUNITY_CLOSED,
                    PROJECT_ACTIVATED,
                    MILESTONE_APPROVED,
                    INVOICE_POSTED,
                    INVOICE_VOIDED,
                    REVENUE_RECOGNIZED,
                    CONTRACT_DEVIATED);

    private Milestones() {}

    /**
     * What the outside world is told of an event; empty for events that are ours alone.
     *
     * @param sequence the event's place in its engagement
     * @param known when we learned of it
     */
    public static Optional<Publication> of(
            EngagementId engagement, long sequence, Instant known, Event event) {
        return switch (event) {
            case AgreementEvent.DealObserved(Deal deal) when deal.stage() == Stage.WON ->
                    Optional.of(closed(engagement, known, deal));
            case AgreementEvent.ProjectActivated activated ->
                    told(engagement, sequence, known, PROJECT_ACTIVATED)
                            .with("on", activated.on())
                            .publication();
            case WorkEvent.MilestoneAccepted accepted ->
                    told(engagement, sequence, known, MILESTONE_APPROVED)
                            .with("line", accepted.line())
                            .with("milestone", accepted.milestone())
                            .with("on", accepted.on())
                            .with("share", accepted.share().toPlainString())
                            .publication();
            case BillingEvent.InvoicePosted posted ->
                    told(engagement, sequence, known, INVOICE_POSTED)
                            .with("invoice", posted.invoice())
                            .with("externalId", posted.externalId())
                            .with("number", posted.number())
                            .with("date", posted.date())
                            .with("net", posted.net())
                            .with("tax", posted.tax())
                            .publication();
            case BillingEvent.InvoiceVoided voided ->
                    told(engagement, sequence, known, INVOICE_VOIDED)
                            .with("invoice", voided.invoice())
                            .with("on", voided.on())
                            .with("net", voided.net())
                            .publication();
            case RevenueEvent.RevenueRecognized recognized ->
                    told(engagement, sequence, known, REVENUE_RECOGNIZED)
                            .with("line", recognized.line())
                            .with("period", recognized.period())
                            .with("effective", recognized.effective())
                            .with("amount", recognized.amount())
                            .with("method", recognized.method())
                            .publication();
            case AgreementEvent.DealObserved _, AgreementEvent.ReferenceObserved _ ->
                    Optional.empty();
            case AgreementEvent.RecordHeld _, AgreementEvent.HeldRecordsTaken _ -> Optional.empty();
            case AgreementEvent.GatesViolated _,
                    AgreementEvent.GateWaived _,
                    AgreementEvent.TermsApproved _ ->
                    Optional.empty();
            case AgreementEvent.ContractBooked _,
                    AgreementEvent.ContractCancelled _,
                    AgreementEvent.ContractReinstated _ ->
                    Optional.empty();
            case AgreementEvent.ChangeOrderObserved _,
                    AgreementEvent.TreatmentAsked _,
                    AgreementEvent.ContractAmended _,
                    AgreementEvent.AmendmentRevoked _ ->
                    Optional.empty();
            case WorkEvent.TimeApproved _, WorkEvent.TimeTakenBack _, WorkEvent.CapacityKnown _ ->
                    Optional.empty();
            case WorkEvent.ExpenseCounted _, WorkEvent.UsageCounted _ -> Optional.empty();
            case WorkEvent.EstimateRevised _, WorkEvent.WorkAtRisk _ -> Optional.empty();
            case BillingEvent.ChargeRaised _, BillingEvent.InvoicePlanned _ -> Optional.empty();
            case BillingEvent.CreditNotePosted _,
                    BillingEvent.UnitsWrittenOff _,
                    BillingEvent.PaymentReceived _ ->
                    Optional.empty();
            case RevenueEvent.JournalPlanned _, RevenueEvent.LossProvided _ -> Optional.empty();
            case EffectEvent _, AttentionEvent _ -> Optional.empty();
        };
    }

    private static Publication closed(EngagementId engagement, Instant known, Deal deal) {
        Telling telling =
                new Telling(id(engagement, "closed"), OPPORTUNITY_CLOSED, engagement, known)
                        .with("name", deal.name())
                        .with("customer", deal.customer());
        deal.amount().ifPresent(amount -> telling.with("amount", amount));
        deal.closeDate().ifPresent(date -> telling.with("closeDate", date));
        deal.unit().ifPresent(unit -> telling.with("unit", unit));
        return telling.publication().orElseThrow();
    }

    private static Telling told(
            EngagementId engagement, long sequence, Instant known, String type) {
        return new Telling(id(engagement, Long.toString(sequence)), type, engagement, known);
    }

    private static String id(EngagementId engagement, String discriminator) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(
                                    (engagement.value() + '#' + discriminator)
                                            .getBytes(StandardCharsets.UTF_8));
            return "tl_" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A publication being filled in. */
    private record Telling(
            String id, String type, EngagementId subject, Instant known, Map<String, Object> data) {

        Telling(String id, String type, EngagementId subject, Instant known) {
            this(id, type, subject, known, new LinkedHashMap<>());
            data.put("engagement", subject.value());
        }

        Telling with(String name, Object value) {
            data.put(name, value instanceof Money money ? amount(money) : value.toString());
            return this;
        }

        Optional<Publication> publication() {
            return Optional.of(new Publication(id, type, subject, known, data));
        }

        private static Map<String, Object> amount(Money money) {
            String text = money.toString();
            int space = text.indexOf(' ');
            return Map.of(
                    "currency", text.substring(0, space), "amount", text.substring(space + 1));
        }
    }
}
