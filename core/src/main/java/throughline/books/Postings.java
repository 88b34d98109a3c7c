package throughline.books;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.engagement.Amended;
import throughline.engagement.Belonging;
import throughline.engagement.Event;
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
            case Event.ContractBooked booked -> booked(booked);
            case Event.ContractCancelled(var on, var left) ->
                    byLine(Happening.BOOKED, negated(left), on, NO_DOCUMENT);
            case Event.ContractReinstated(var on, var left) ->
                    byLine(Happening.BOOKED, left, on, NO_DOCUMENT);
            case Event.ContractAmended(var amendment, var by) ->
                    amended(by, amendment.day(), amendment.number());
            case Event.AmendmentRevoked(_, var number, var on, var by) -> amended(by, on, number);
            case Event.TimeApproved time -> approved(time);
            case Event.TimeTakenBack time -> takenBack(time);
            case Event.WorkAtRisk risk -> List.of(atRisk(risk));
            case Event.ChargeRaised charge -> charged(charge);
            case Event.UnitsWrittenOff off -> writtenOff(off);
            case Event.InvoicePosted posted ->
                    byLine(
                            Happening.INVOICE_POSTED,
                            posted.netByLine(),
                            posted.date(),
                            posted.invoice(),
                            posted.belongsTo());
            case Event.InvoiceVoided voided ->
                    byLine(
                            Happening.INVOICE_POSTED,
                            negated(voided.netByLine()),
                            voided.on(),
                            voided.invoice());
            case Event.CreditNotePosted credit ->
                    byLine(
                            Happening.CREDIT_POSTED,
                            credit.netByLine(),
                            credit.date(),
                            credit.creditNote());
            case Event.PaymentReceived paid ->
                    List.of(
                            new Posting(
                                    Happening.PAYMENT,
                                    "",
                                    paid.amount(),
                                    paid.on(),
                                    paid.invoice()));
            case Event.RevenueRecognized revenue -> List.of(recognized(revenue));
            case Event.LossProvided loss -> List.of(provided(loss));
            case Event.DealObserved _, Event.ReferenceObserved _, Event.RecordLinked _ -> List.of();
            case Event.ChangeOrderObserved _, Event.TreatmentAsked _ -> List.of();
            case Event.RecordHeld _, Event.HeldRecordsTaken _ -> List.of();
            case Event.GatesViolated _, Event.GateWaived _, Event.TermsApproved _ -> List.of();
            case Event.ProjectActivated _, Event.MilestoneAccepted _ -> List.of();
            case Event.ExpenseCounted spent ->
                    List.of(
                            new Posting(
                                    Happening.WORK_COST,
                                    spent.line(),
                                    spent.cost(),
                                    spent.on(),
                                    NO_DOCUMENT));
            case Event.CapacityKnown _, Event.UsageCounted _, Event.EstimateRevised _ -> List.of();
            case Event.InvoicePlanned _, Event.JournalPlanned _ -> List.of();
            case Event.ActionPlanned _, Event.ActionWithdrawn _, Event.ActionConcluded _ ->
                    List.of();
            case Event.ExceptionRaised _, Event.ExceptionClosed _ -> List.of();
            case Event.ClockStarted _, Event.ClockStopped _, Event.WakeScheduled _ -> List.of();
        };
    }

    private static Posting atRisk(Event.WorkAtRisk risk) {
        var work = risk.work();
        return new Posting(
                Happening.AT_RISK,
                work.counted().line(),
                risk.ended() ? work.worth().negated() : work.worth(),
                work.counted().on(),
                work.order());
    }

    private static Posting provided(Event.LossProvided loss) {
        return new Posting(
                        Happening.LOSS_PROVIDED,
                        loss.line(),
                        loss.amount(),
                        loss.on(),
                        loss.period())
                .belongingTo(loss.belongsTo());
    }

    private static Posting recognized(Event.RevenueRecognized revenue) {
        return new Posting(
                        Happening.REVENUE_RECOGNIZED,
                        revenue.line(),
                        revenue.amount(),
                        revenue.effective(),
                        revenue.period())
                .belongingTo(revenue.belongsTo());
    }

    private static List<Posting> booked(Event.ContractBooked booked) {
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

    private static List<Posting> approved(Event.TimeApproved time) {
        List<Posting> postings = new ArrayList<>(4);
        worked(postings, time.line(), time.on(), time.softBooked(), time.amount(), time.cost());
        time.standard().ifPresent(worth -> postings.add(standard(time.line(), time.on(), worth)));
        return postings;
    }

    private static List<Posting> takenBack(Event.TimeTakenBack time) {
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

    private static List<Posting> charged(Event.ChargeRaised charge) {
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

    private static List<Posting> writtenOff(Event.UnitsWrittenOff off) {
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
