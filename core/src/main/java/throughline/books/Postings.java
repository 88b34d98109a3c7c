package throughline.books;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.engagement.AgreementEvent;
import throughline.engagement.Amended;
import throughline.engagement.AttentionEvent;
import throughline.engagement.Belonging;
import throughline.engagement.BillingEvent;
import throughline.engagement.EffectEvent;
import throughline.engagement.Event;
import throughline.engagement.RevenueEvent;
import throughline.engagement.WorkEvent;
import throughline.money.Money;
import throughline.terms.Line;
import throughline.terms.TransactionPrice;

/**
 * What each event posts. A posting is a function of one event and of nothing else, so the books can
 * be derived again from the journal at any time and must come out the same.
 */
public final class Postings {

    private static final String NO_DOCUMENT = "";

    private Postings() {}

    /** The postings of an event, none of them zero. */
    public static List<Posting> of(Event event) {
        List<Posting> all = all(event);
        for (Posting posting : all) {
            if (posting.amount().isZero()) {
                return all.stream().filter(each -> !each.amount().isZero()).toList();
            }
        }
        return List.copyOf(all);
    }

    private static List<Posting> all(Event event) {
        return switch (event) {
            case AgreementEvent.ContractBooked booked -> booked(booked);
            case AgreementEvent.ContractCancelled(var on, var left) ->
                    byLine(Happening.BOOKED, negated(left), on, NO_DOCUMENT);
            case AgreementEvent.ContractReinstated(var on, var left) ->
                    byLine(Happening.BOOKED, left, on, NO_DOCUMENT);
            case AgreementEvent.ContractAmended(var amendment, var by) ->
                    amended(by, amendment.day(), amendment.number());
            case AgreementEvent.AmendmentRevoked(_, var number, var on, var by) ->
                    amended(by, on, number);
            case WorkEvent.TimeApproved time -> approved(time);
            case WorkEvent.TimeTakenBack time -> takenBack(time);
            case WorkEvent.WorkAtRisk risk -> List.of(atRisk(risk));
            case BillingEvent.ChargeRaised charge -> charged(charge);
            case BillingEvent.UnitsWrittenOff off -> writtenOff(off);
            case BillingEvent.InvoicePosted posted ->
                    byLine(
                            Happening.INVOICE_POSTED,
                            posted.netByLine(),
                            posted.date(),
                            posted.invoice(),
                            posted.belongsTo());
            case BillingEvent.InvoiceVoided voided ->
                    byLine(
                            Happening.INVOICE_POSTED,
                            negated(voided.netByLine()),
                            voided.on(),
                            voided.invoice());
            case BillingEvent.CreditNotePosted credit ->
                    byLine(
                            Happening.CREDIT_POSTED,
                            credit.netByLine(),
                            credit.date(),
                            credit.creditNote());
            case BillingEvent.PaymentReceived paid ->
                    List.of(
                            new Posting(
                                    Happening.PAYMENT,
                                    "",
                                    paid.amount(),
                                    paid.on(),
                                    paid.invoice()));
            case RevenueEvent.RevenueRecognized revenue -> List.of(recognized(revenue));
            case RevenueEvent.LossProvided loss -> List.of(provided(loss));
            case WorkEvent.ExpenseCounted spent ->
                    List.of(
                            new Posting(
                                    Happening.WORK_COST,
                                    spent.line(),
                                    spent.cost(),
                                    spent.on(),
                                    NO_DOCUMENT));
            case AgreementEvent.DealObserved _, AgreementEvent.ReferenceObserved _ -> List.of();
            case AgreementEvent.ChangeOrderObserved _, AgreementEvent.TreatmentAsked _ -> List.of();
            case AgreementEvent.RecordHeld _, AgreementEvent.HeldRecordsTaken _ -> List.of();
            case AgreementEvent.GatesViolated _,
                    AgreementEvent.GateWaived _,
                    AgreementEvent.TermsApproved _ ->
                    List.of();
            case AgreementEvent.ProjectActivated _, WorkEvent.MilestoneAccepted _ -> List.of();
            case WorkEvent.CapacityKnown _, WorkEvent.UsageCounted _, WorkEvent.EstimateRevised _ ->
                    List.of();
            case BillingEvent.InvoicePlanned _, RevenueEvent.JournalPlanned _ -> List.of();
            case EffectEvent _, AttentionEvent _ -> List.of();
        };
    }

    private static Posting atRisk(WorkEvent.WorkAtRisk risk) {
        var work = risk.work();
        return new Posting(
                Happening.AT_RISK,
                work.counted().line(),
                risk.ended() ? work.worth().negated() : work.worth(),
                work.counted().on(),
                work.order());
    }

    private static Posting provided(RevenueEvent.LossProvided loss) {
        return new Posting(
                        Happening.LOSS_PROVIDED,
                        loss.line(),
                        loss.amount(),
                        loss.on(),
                        loss.period())
                .belongingTo(loss.belongsTo());
    }

    private static Posting recognized(RevenueEvent.RevenueRecognized revenue) {
        return new Posting(
                        Happening.REVENUE_RECOGNIZED,
                        revenue.line(),
                        revenue.amount(),
                        revenue.effective(),
                        revenue.period())
                .belongingTo(revenue.belongsTo());
    }

    private static List<Posting> booked(AgreementEvent.ContractBooked booked) {
        Map<String, Money> prices = new TreeMap<>();
        for (Line line : booked.terms().lines()) {
            line.price().ifPresent(price -> prices.put(line.id(), price));
        }
        Map<String, Money> allocated = TransactionPrice.allocated(booked.terms().lines());
        return agreed(prices, allocated, booked.bookedOn(), NO_DOCUMENT);
    }

    private static List<Posting> amended(Amended by, LocalDate on, String number) {
        return both(
                agreed(by.priceByLine(), by.allocatedByLine(), on, number),
                byLine(Happening.SOFT_BOOKED, by.softByLine(), on, number));
    }

    /** Prices are the billing side; what is allocated beyond them is the revenue side's alone. */
    private static List<Posting> agreed(
            Map<String, Money> prices,
            Map<String, Money> allocated,
            LocalDate on,
            String document) {
        Map<String, Money> beyond = new TreeMap<>(allocated);
        prices.forEach((line, price) -> beyond.merge(line, price.negated(), Money::plus));
        return both(
                byLine(Happening.BOOKED, prices, on, document),
                byLine(Happening.ALLOCATED, beyond, on, document));
    }

    private static List<Posting> approved(WorkEvent.TimeApproved time) {
        List<Posting> postings = new ArrayList<>(4);
        worked(postings, time.line(), time.on(), time.softBooked(), time.amount(), time.cost());
        time.standard().ifPresent(worth -> postings.add(standard(time.line(), time.on(), worth)));
        return postings;
    }

    private static List<Posting> takenBack(WorkEvent.TimeTakenBack time) {
        List<Posting> postings = new ArrayList<>(4);
        worked(
                postings,
                time.line(),
                time.on(),
                time.softBooked().negated(),
                time.amount().negated(),
                time.cost().negated());
        time.standard()
                .ifPresent(
                        worth -> postings.add(standard(time.line(), time.on(), worth.negated())));
        return postings;
    }

    private static Posting standard(String line, LocalDate on, Money worth) {
        return new Posting(Happening.WORK_STANDARD, line, worth, on, NO_DOCUMENT);
    }

    private static void worked(
            List<Posting> postings,
            String line,
            LocalDate on,
            Money softBooked,
            Money amount,
            Money cost) {
        postings.add(new Posting(Happening.SOFT_BOOKED, line, softBooked, on, NO_DOCUMENT));
        postings.add(new Posting(Happening.ENTITLEMENT, line, amount, on, NO_DOCUMENT));
        postings.add(new Posting(Happening.WORK_COST, line, cost, on, NO_DOCUMENT));
    }

    private static List<Posting> charged(BillingEvent.ChargeRaised charge) {
        Posting entitled =
                new Posting(
                        Happening.ENTITLEMENT,
                        charge.line(),
                        charge.amount(),
                        charge.on(),
                        charge.charge());
        return charge.beyond().isEmpty()
                ? List.of(entitled)
                : List.of(
                        new Posting(
                                Happening.SOFT_BOOKED,
                                charge.line(),
                                charge.beyond().get(),
                                charge.on(),
                                NO_DOCUMENT),
                        entitled);
    }

    private static List<Posting> writtenOff(BillingEvent.UnitsWrittenOff off) {
        return List.of(
                new Posting(
                        Happening.SOFT_BOOKED, off.line(), off.softBooked(), off.on(), NO_DOCUMENT),
                new Posting(Happening.WRITE_OFF, off.line(), off.amount(), off.on(), off.unit()));
    }

    private static List<Posting> byLine(
            Happening happening, Map<String, Money> amounts, LocalDate on, String document) {
        return byLine(happening, amounts, on, document, Optional.empty());
    }

    private static List<Posting> byLine(
            Happening happening,
            Map<String, Money> amounts,
            LocalDate on,
            String document,
            Optional<Belonging> belongsTo) {
        List<Posting> postings = new ArrayList<>(amounts.size());
        amounts.forEach(
                (line, amount) ->
                        postings.add(
                                new Posting(happening, line, amount, on, document)
                                        .belongingTo(belongsTo)));
        return postings;
    }

    private static List<Posting> both(List<Posting> some, List<Posting> others) {
        List<Posting> postings = new ArrayList<>(some);
        postings.addAll(others);
        return postings;
    }

    private static Map<String, Money> negated(Map<String, Money> amounts) {
        Map<String, Money> negated = new TreeMap<>();
        amounts.forEach((line, amount) -> negated.put(line, amount.negated()));
        return negated;
    }
}
