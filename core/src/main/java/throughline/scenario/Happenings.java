package throughline.scenario;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.calendar.AccountingPeriods;
import throughline.calendar.FiscalCalendar;
import throughline.calendar.FiscalPeriod;
import throughline.calendar.PeriodState;
import throughline.engagement.Event;
import throughline.engagement.Signal.Verdict;
import throughline.landscape.LegalEntity;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.Stage;
import throughline.observed.RecordKey;
import throughline.policy.ContentHash;

/** Turns happenings into the signals that they are live, and says which of them cannot be. */
final class Happenings {

    /** What live would tell a person, and what in a calendar is a happening that cannot be. */
    static final Set<String> BLAMED =
            Set.of(
                    "milestone-unknown",
                    "share-impossible",
                    "estimate-impossible",
                    "expense-refused",
                    "expense-currency",
                    "usage-refused",
                    "usage-unexpected",
                    "refund-exceeds-payments",
                    "credit-differs",
                    "currency-differs",
                    "time-refused",
                    "credit-exceeds-invoice",
                    "voided-though-credited",
                    "credit-voided-after-write-off",
                    "credit-voided-after-billing",
                    "credit-unit-unknown",
                    "accepted-after-cancellation",
                    "change-order-refused",
                    "change-order-after-cancellation");

    private static final String SCENARIO = "scenario";
    private static final int PERIODS_AHEAD = 36;

    private final Scenario scenario;
    private final Course course;
    private final Documents documents;
    private final Deliveries deliveries;

    Happenings(Scenario scenario, Course course, StandIn systems) {
        this.scenario = scenario;
        this.course = course;
        this.documents = new Documents(course, systems);
        this.deliveries = new Deliveries(course);
    }

    /** Why something cannot be. */
    record Why(String code, String sentence) {}

    /** What came of a happening. */
    record Effect(List<Event> events, Optional<Why> refused) {

        static Effect of(List<Event> events) {
            return new Effect(events, Optional.empty());
        }

        static Effect refused(String code, String sentence) {
            return new Effect(List.of(), Optional.of(new Why(code, sentence)));
        }
    }

    Effect happen(Happening happening) {
        return switch (happening) {
            case Happening.Signed _ -> signed();
            case Happening.Amended(var deal) -> standing("amend", () -> deal(deal, Stage.WON));
            case Happening.ChangeOrdered(var order) ->
                    inForce("change the terms", () -> Effect.of(course.observe(order)));
            case Happening.Reopened _ -> standing("reopen", () -> deal(newestDeal(), Stage.OPEN));
            case Happening.Terminated _ ->
                    standing("terminate", () -> deal(newestDeal(), Stage.LOST));
            case Happening.TimeApproved time ->
                    inForce("approve time", () -> deliveries.approved(time));
            case Happening.TimeWithdrawn(var id) ->
                    inForce("withdraw time", () -> deliveries.withdrawn(id));
            case Happening.MilestoneAccepted(var milestone, var share) ->
                    inForce("accept " + milestone, () -> deliveries.accepted(milestone, share));
            case Happening.ExpenseApproved expense ->
                    inForce("approve an expense", () -> deliveries.spent(expense));
            case Happening.UsageAccepted usage ->
                    inForce("accept usage", () -> deliveries.used(usage));
            case Happening.EstimateRevised estimate ->
                    inForce("revise an estimate", () -> deliveries.estimated(estimate));
            case Happening.InvoicePosted posted ->
                    inForce("post an invoice", () -> documents.posted(posted));
            case Happening.InvoiceVoided(var invoice) ->
                    inForce("void an invoice", () -> documents.voided(invoice));
            case Happening.InvoiceCredited credited ->
                    inForce("credit an invoice", () -> documents.credited(credited));
            case Happening.CreditVoided(var id) ->
                    inForce("void a credit", () -> documents.creditVoided(id));
            case Happening.Paid paid -> inForce("pay an invoice", () -> documents.paid(paid));
            case Happening.RatePublished(var release) -> Effect.of(course.under(release));
            case Happening.PeriodsClosed(var through, var state) ->
                    Effect.of(course.closing(periods(through, state)));
            case Happening.WrittenOff off -> inForce("write off", () -> writtenOff(off));
            case Happening.Waived(var code, var reason) ->
                    Effect.of(course.decide(new Verdict.Waive(code, reason), SCENARIO));
            case Happening.Approved(var by) ->
                    Effect.of(
                            course.decide(
                                    new Verdict.Approve(ContentHash.of(newestDeal()), SCENARIO),
                                    by));
        };
    }

    /** What needs terms in force cannot happen before there are any. */
    private Effect inForce(String what, java.util.function.Supplier<Effect> happens) {
        if (course.state().terms().isPresent()) {
            return happens.get();
        }
        boolean signed = course.state().agreement().deal().isPresent();
        return signed
                ? Effect.refused(
                        "not-in-force",
                        ("Cannot %s on %s: the gates hold the contract up since it was signed. "
                                        + "Mend its terms, or waive what stands against it.")
                                .formatted(what, course.today()))
                : Effect.refused(
                        "before-signature",
                        ("Cannot %s on %s: the contract is not signed yet. Move it behind the "
                                        + "signature, or sign earlier.")
                                .formatted(what, course.today()));
    }

    /** What needs a contract that stands cannot happen after its end. */
    private Effect standing(String what, java.util.function.Supplier<Effect> happens) {
        return inForce(
                what,
                () ->
                        course.state().contract().stands()
                                ? happens.get()
                                : Effect.refused(
                                        "after-termination",
                                        ("Cannot %s on %s: the contract was terminated or reopened."
                                                        + " Sign it again first.")
                                                .formatted(what, course.today())));
    }

    private Effect signed() {
        if (course.state().agreement().deal().isPresent() && course.state().contract().stands()) {
            return Effect.refused(
                    "signed-already",
                    "Cannot sign on %s: the contract is signed. Amend it instead."
                            .formatted(course.today()));
        }
        List<Event> events = new ArrayList<>(course.observe(scenario.customer()));
        events.addAll(deal(newestDeal(), Stage.WON).events());
        return Effect.of(events);
    }

    private Deal newestDeal() {
        return course.known(scenario.deal().key()).map(Deal.class::cast).orElse(scenario.deal());
    }

    private Effect deal(Deal content, Stage stage) {
        boolean first = course.known(content.key()).isEmpty();
        Optional<LocalDate> signedOn =
                first && content.signedOn().isEmpty() && content.bookedOn().isEmpty()
                        ? Optional.of(course.today())
                        : content.signedOn().or(() -> newestDeal().signedOn());
        return Effect.of(
                course.observe(
                        new Deal(
                                content.key(),
                                content.name(),
                                stage,
                                content.customer(),
                                content.amount(),
                                content.closeDate(),
                                signedOn,
                                content.approvedAt(),
                                content.approvedBy(),
                                content.bookedOn(),
                                content.unit(),
                                content.legalEntity(),
                                content.purchaseOrder(),
                                content.lines(),
                                content.attributes())));
    }

    private Effect writtenOff(Happening.WrittenOff off) {
        List<Event> events =
                course.decide(
                        new Verdict.WriteOff(
                                new RecordKey(SCENARIO, off.type(), off.unit()), off.reason()),
                        SCENARIO);
        return events.isEmpty()
                ? Effect.refused(
                        "nothing-open",
                        ("Cannot write off %s %s: nothing of it is open. Name an open charge, "
                                        + "credit-note or line/period/role of time.")
                                .formatted(off.type(), off.unit()))
                : Effect.of(events);
    }

    /** All periods of every entity up to the closed ones, and enough of those after them. */
    private Map<String, AccountingPeriods> periods(LocalDate through, PeriodState state) {
        Map<String, AccountingPeriods> result = new HashMap<>();
        for (LegalEntity entity : course.release().legalEntities()) {
            List<AccountingPeriods.Observed> all = new ArrayList<>();
            LocalDate last = period(entity, through).range().lastDay();
            LocalDate day = first(entity, through);
            for (int ahead = 0; ahead < PERIODS_AHEAD; ) {
                FiscalPeriod period = period(entity, day);
                boolean closed = !period.range().from().isAfter(last);
                all.add(
                        new AccountingPeriods.Observed(
                                period.range(), closed ? state : PeriodState.OPEN));
                day = period.range().until();
                ahead += closed ? 0 : 1;
            }
            result.put(entity.code(), new AccountingPeriods(all));
        }
        return result;
    }

    private LocalDate first(LegalEntity entity, LocalDate through) {
        LocalDate earliest =
                course.state().terms().stream()
                        .flatMap(terms -> terms.lines().stream())
                        .map(line -> line.term().from())
                        .filter(from -> from.isBefore(through))
                        .min(LocalDate::compareTo)
                        .orElse(through);
        return period(entity, earliest).range().from();
    }

    /** The period of a day; calendar months beyond the fiscal years that are listed, as live. */
    private static FiscalPeriod period(LegalEntity entity, LocalDate day) {
        try {
            return entity.fiscalCalendar().periodOf(day);
        } catch (IllegalArgumentException unlisted) {
            return new FiscalCalendar.Months().periodOf(day);
        }
    }
}
