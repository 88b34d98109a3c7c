package throughline.books;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import throughline.engagement.Amended;
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
        return all(event).filter(posting -> !posting.amount().isZero()).toList();
    }

    private static Stream<Posting> all(Event event) {
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
            case Event.WorkAtRisk risk -> Stream.of(atRisk(risk));
            case Event.ChargeRaised charge -> charged(charge);
            case Event.UnitsWrittenOff off -> writtenOff(off);
            case Event.InvoicePosted posted ->
                    byLine(
                                    Happening.INVOICE_POSTED,
                                    posted.netByLine(),
                                    posted.date(),
                                    posted.invoice())
                            .map(posting -> posting.belongingTo(posted.belongsTo()));
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
                    Stream.of(
                            new Posting(
                                    Happening.PAYMENT,
                                    "",
                                    paid.amount(),
                                    paid.on(),
                                    paid.invoice()));
            case Event.RevenueRecognized revenue -> Stream.of(recognized(revenue));
            case Event.LossProvided loss -> Stream.of(provided(loss));
            case Event.DealObserved _, Event.ReferenceObserved _, Event.RecordLinked _ ->
                    Stream.empty();
            case Event.ChangeOrderObserved _, Event.TreatmentAsked _ -> Stream.empty();
            case Event.RecordHeld _, Event.HeldRecordsTaken _ -> Stream.empty();
            case Event.GatesViolated _, Event.GateWaived _, Event.TermsApproved _ -> Stream.empty();
            case Event.ProjectActivated _, Event.MilestoneAccepted _ -> Stream.empty();
            case Event.ExpenseCounted spent ->
                    Stream.of(
                            new Posting(
                                    Happening.WORK_COST,
                                    spent.line(),
                                    spent.cost(),
                                    spent.on(),
                                    NO_DOCUMENT));
            case Event.CapacityKnown _, Event.UsageCounted _, Event.EstimateRevised _ ->
                    Stream.empty();
            case Event.InvoicePlanned _, Event.JournalPlanned _ -> Stream.empty();
            case Event.ActionPlanned _, Event.ActionWithdrawn _, Event.ActionConcluded _ ->
                    Stream.empty();
            case Event.ExceptionRaised _, Event.ExceptionClosed _ -> Stream.empty();
            case Event.ClockStarted _, Event.ClockStopped _, Event.WakeScheduled _ ->
                    Stream.empty();
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

    private static Stream<Posting> booked(Event.ContractBooked booked) {
        Map<String, Money> prices = new TreeMap<>();
        for (Line line : booked.terms().lines()) {
            line.price().ifPresent(price -> prices.put(line.id(), price));
        }
        Map<String, Money> allocated = TransactionPrice.allocated(booked.terms().lines());
        return agreed(prices, allocated, booked.bookedOn(), NO_DOCUMENT);
    }

    private static Stream<Posting> amended(Amended by, LocalDate on, String number) {
        return Stream.concat(
                agreed(by.priceByLine(), by.allocatedByLine(), on, number),
                byLine(Happening.SOFT_BOOKED, by.softByLine(), on, number));
    }

    /** Prices are the billing side; what is allocated beyond them is the revenue side's alone. */
    private static Stream<Posting> agreed(
            Map<String, Money> prices,
            Map<String, Money> allocated,
            LocalDate on,
            String document) {
        Map<String, Money> beyond = new TreeMap<>(allocated);
        prices.forEach((line, price) -> beyond.merge(line, price.negated(), Money::plus));
        return Stream.concat(
                byLine(Happening.BOOKED, prices, on, document),
                byLine(Happening.ALLOCATED, beyond, on, document));
    }

    private static Stream<Posting> approved(Event.TimeApproved time) {
        return Stream.concat(
                worked(time.line(), time.on(), time.amount(), time.softBooked(), time.cost()),
                standard(time.line(), time.on(), time.standard()));
    }

    private static Stream<Posting> takenBack(Event.TimeTakenBack time) {
        return Stream.concat(
                worked(
                        time.line(),
                        time.on(),
                        time.amount().negated(),
                        time.softBooked().negated(),
                        time.cost().negated()),
                standard(time.line(), time.on(), time.standard().map(Money::negated)));
    }

    private static Stream<Posting> standard(String line, LocalDate on, Optional<Money> worth) {
        return worth.stream()
                .map(amount -> new Posting(Happening.WORK_STANDARD, line, amount, on, NO_DOCUMENT));
    }

    private static Stream<Posting> worked(
            String line, LocalDate on, Money amount, Money softBooked, Money cost) {
        return Stream.of(
                new Posting(Happening.SOFT_BOOKED, line, softBooked, on, NO_DOCUMENT),
                new Posting(Happening.ENTITLEMENT, line, amount, on, NO_DOCUMENT),
                new Posting(Happening.WORK_COST, line, cost, on, NO_DOCUMENT));
    }

    private static Stream<Posting> charged(Event.ChargeRaised charge) {
        return Stream.concat(
                charge.beyond().stream()
                        .map(
                                beyond ->
                                        new Posting(
                                                Happening.SOFT_BOOKED,
                                                charge.line(),
                                                beyond,
                                                charge.on(),
                                                NO_DOCUMENT)),
                Stream.of(
                        new Posting(
                                Happening.ENTITLEMENT,
                                charge.line(),
                                charge.amount(),
                                charge.on(),
                                charge.charge())));
    }

    private static Stream<Posting> writtenOff(Event.UnitsWrittenOff off) {
        return Stream.of(
                new Posting(
                        Happening.SOFT_BOOKED, off.line(), off.softBooked(), off.on(), NO_DOCUMENT),
                new Posting(Happening.WRITE_OFF, off.line(), off.amount(), off.on(), off.unit()));
    }

    private static Stream<Posting> byLine(
            Happening happening, Map<String, Money> amounts, LocalDate on, String document) {
        return amounts.entrySet().stream()
                .map(line -> new Posting(happening, line.getKey(), line.getValue(), on, document));
    }

    private static Map<String, Money> negated(Map<String, Money> amounts) {
        Map<String, Money> negated = new TreeMap<>();
        amounts.forEach((line, amount) -> negated.put(line, amount.negated()));
        return negated;
    }
}
