package throughline.scenario;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import throughline.calendar.PeriodState;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Reading;
import throughline.landscape.build.Tree;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CreditedPart;
import throughline.scenario.Scenario.Entry;

/** Reads what happens on which day, and what is expected by then. */
final class CalendarReader {

    private static final List<String> MEASURES =
            List.of("percentComplete", "totalHours", "totalCost", "variable", "materials");

    private final ContractReader contracts;
    private final CurrencyUnit currency;
    private final Optional<Firm> firm;
    private final Defects defects;
    private final Deal deal;
    private Tree terms;
    private int unnamed;

    CalendarReader(
            ContractReader contracts,
            Tree terms,
            Deal deal,
            CurrencyUnit currency,
            Optional<Firm> firm,
            Defects defects) {
        this.contracts = contracts;
        this.terms = terms;
        this.deal = deal;
        this.currency = currency;
        this.firm = firm;
        this.defects = defects;
    }

    /** What a kind of happening is read by. */
    private interface Kind {
        Optional<Happening> read(CalendarReader calendar, Reading reading, LocalDate on);
    }

    /** Every happening by its word. */
    private static final Map<String, Kind> KINDS = kinds();

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        kinds.put("signed", (_, _, _) -> Optional.of(new Happening.Signed()));
        kinds.put("amended", (calendar, reading, _) -> calendar.amended(reading));
        kinds.put(
                "change-ordered",
                (calendar, reading, on) ->
                        Optional.of(
                                new Happening.ChangeOrdered(
                                        new OrderReader(calendar.contracts, calendar.deal.key())
                                                .read(reading, on))));
        kinds.put("reopened", (_, _, _) -> Optional.of(new Happening.Reopened()));
        kinds.put("terminated", (_, _, _) -> Optional.of(new Happening.Terminated()));
        kinds.put("time-approved", CalendarReader::time);
        kinds.put(
                "time-withdrawn",
                (_, reading, _) -> Optional.of(new Happening.TimeWithdrawn(reading.text("id"))));
        kinds.put("milestone-accepted", (_, reading, _) -> milestone(reading));
        kinds.put("expense-approved", CalendarReader::expense);
        kinds.put("usage-accepted", CalendarReader::usage);
        kinds.put("estimate-revised", (calendar, reading, _) -> estimate(calendar, reading));
        kinds.put("invoice-posted", (calendar, reading, _) -> calendar.posted(reading));
        kinds.put(
                "invoice-voided",
                (_, reading, _) ->
                        Optional.of(new Happening.InvoiceVoided(reading.text("invoice"))));
        kinds.put("invoice-credited", (calendar, reading, _) -> calendar.credited(reading));
        kinds.put(
                "credit-voided",
                (_, reading, _) -> Optional.of(new Happening.CreditVoided(reading.text("id"))));
        kinds.put("paid", (calendar, reading, _) -> calendar.paid(reading));
        kinds.put("rate-published", (calendar, reading, _) -> calendar.rate(reading));
        kinds.put("period-closed", (_, reading, on) -> closed(reading, on));
        kinds.put("written-off", (_, reading, _) -> writtenOff(reading));
        kinds.put(
                "waived",
                (_, reading, _) ->
                        Optional.of(
                                new Happening.Waived(
                                        reading.text("code"),
                                        reading.optional("reason").orElse("agreed"))));
        kinds.put(
                "approved",
                (_, reading, _) ->
                        Optional.of(
                                new Happening.Approved(reading.optional("by").orElse("scenario"))));
        return kinds;
    }

    /** The words of all happenings, in the order in which the reference lists them. */
    static List<String> words() {
        return List.copyOf(KINDS.keySet());
    }

    List<Entry> entries(List<Reading> days) {
        List<Entry> entries = new ArrayList<>();
        for (Reading day : days) {
            Optional<LocalDate> on = Values.neededDay(day, "on");
            LocalDate date = on.orElse(LocalDate.EPOCH);
            Optional<String> word = Values.oneOf(day, "happens", KINDS.keySet());
            if (!day.has("happens") && !day.has("expect")) {
                day.missing("happens or expect");
            }
            word.flatMap(kind -> read(kind, day, date))
                    .ifPresent(what -> entries.add(new Entry.Happens(date, day.place(), what)));
            if (day.has("expect")) {
                entries.add(
                        new Entry.Expects(
                                date,
                                day.place("expect"),
                                new ExpectationReader(currency, defects)
                                        .read(day.section("expect"))));
            }
            day.optional("note");
            if (word.isPresent() || !day.has("happens")) {
                day.done();
            }
        }
        return entries;
    }

    private Optional<Happening> read(String word, Reading reading, LocalDate on) {
        Kind kind = KINDS.get(word);
        return kind == null ? Optional.empty() : kind.read(this, reading, on);
    }

    private Optional<Happening> amended(Reading reading) {
        if (!reading.has("contract")) {
            reading.missing("contract");
        }
        terms = ScenarioReader.changed(terms, reading.tree("contract").orElse(terms));
        Reading contract = Reading.of(terms, "contract", defects);
        return Optional.of(new Happening.Amended(contracts.deal(contract, deal.key())));
    }

    private static Optional<Happening> time(
            CalendarReader calendar, Reading reading, LocalDate on) {
        String id = reading.optional("id").orElseGet(() -> "T" + ++calendar.unnamed);
        return Optional.of(
                new Happening.TimeApproved(
                        id,
                        reading.optional("line"),
                        reading.optional("person").orElse("somebody"),
                        reading.optional("role"),
                        Values.day(reading, "worked").orElse(on),
                        Values.neededNumber(reading, "hours"),
                        reading.truth("billable", true),
                        timeAttributes(reading)));
    }

    private static Map<String, String> timeAttributes(Reading reading) {
        Map<String, String> attributes = new LinkedHashMap<>(reading.textsByName("attributes"));
        reading.optional("location").ifPresent(text -> attributes.put("location", text));
        reading.optional("timeType").ifPresent(text -> attributes.put("time-type", text));
        return attributes;
    }

    private static Optional<Happening> expense(
            CalendarReader calendar, Reading reading, LocalDate on) {
        return Optional.of(
                new Happening.ExpenseApproved(
                        reading.optional("id").orElseGet(() -> "E" + ++calendar.unnamed),
                        reading.optional("line"),
                        Values.day(reading, "spent").orElse(on),
                        reading.optional("category").orElse("other"),
                        Values.neededMoney(reading, "amount", calendar.currency),
                        Values.number(reading, "quantity"),
                        reading.truth("receipt", true)));
    }

    private static Optional<Happening> usage(
            CalendarReader calendar, Reading reading, LocalDate on) {
        return Optional.of(
                new Happening.UsageAccepted(
                        reading.optional("id").orElseGet(() -> "U" + ++calendar.unnamed),
                        reading.optional("line"),
                        Values.day(reading, "used").orElse(on),
                        Values.neededNumber(reading, "quantity")));
    }

    private static Optional<Happening> estimate(CalendarReader calendar, Reading reading) {
        if (MEASURES.stream().noneMatch(reading::has)) {
            reading.missing(String.join(" or ", MEASURES));
        }
        return Optional.of(
                new Happening.EstimateRevised(
                        reading.optional("id").orElseGet(() -> "E" + ++calendar.unnamed),
                        reading.text("line"),
                        Values.number(reading, "percentComplete"),
                        Values.number(reading, "totalHours"),
                        Values.money(reading, "totalCost", calendar.currency),
                        Values.money(reading, "variable", calendar.currency),
                        Values.money(reading, "materials", calendar.currency)));
    }

    private static Optional<Happening> milestone(Reading reading) {
        return Optional.of(
                new Happening.MilestoneAccepted(
                        reading.text("milestone"),
                        Values.number(reading, "share").orElse(BigDecimal.ONE)));
    }

    private Optional<Happening> posted(Reading reading) {
        return Optional.of(
                new Happening.InvoicePosted(
                        reading.text("invoice"),
                        reading.optional("number"),
                        Values.day(reading, "date"),
                        Values.money(reading, "net", currency)));
    }

    /** An amount, or the units that it takes back, or both. */
    private Optional<Happening> credited(Reading reading) {
        List<CreditedPart> parts =
                new ArrayList<>(
                        reading.sections("units", "A unit of a credit").stream()
                                .map(this::creditedUnit)
                                .toList());
        Values.number(reading, "quantity").ifPresent(hours -> parts.add(whole(hours)));
        if (parts.isEmpty() && !reading.has("net")) {
            reading.missing("net");
        }
        return Optional.of(
                new Happening.InvoiceCredited(
                        reading.text("invoice"),
                        reading.optional("id").orElseGet(() -> "CN-" + ++unnamed),
                        Values.money(reading, "net", currency),
                        parts));
    }

    private CreditedPart creditedUnit(Reading unit) {
        CreditedPart part =
                new CreditedPart(
                        unit.optional("line"),
                        unit.optional("unit"),
                        unit.optional("role"),
                        Values.number(unit, "quantity"),
                        Values.money(unit, "amount", currency));
        unit.done();
        return part;
    }

    private static CreditedPart whole(BigDecimal quantity) {
        Optional<String> any = Optional.empty();
        return new CreditedPart(any, any, any, Optional.of(quantity), Optional.empty());
    }

    private Optional<Happening> paid(Reading reading) {
        return Optional.of(
                new Happening.Paid(
                        reading.text("invoice"),
                        reading.optional("id").orElseGet(() -> "P-" + ++unnamed),
                        Values.neededMoney(reading, "amount", currency)));
    }

    private Optional<Happening> rate(Reading reading) {
        if (!reading.has("rate")) {
            reading.missing("rate");
        }
        Optional<Tree> rate = reading.tree("rate");
        if (firm.isEmpty()) {
            reading.defect(
                    "happens",
                    "rates-of-landscape",
                    "The rates are those of the landscape. Add the row to its table rate-card.");
            return Optional.empty();
        }
        rate.ifPresent(row -> firm.get().publish(row));
        return rate.flatMap(_ -> firm.get().release("scenario-" + reading.place().line()))
                .map(Happening.RatePublished::new);
    }

    private static Optional<Happening> closed(Reading reading, LocalDate on) {
        PeriodState state =
                switch (Values.oneOf(reading, "state", List.of("closed", "soft-closed", "open"))
                        .orElse("closed")) {
                    case "open" -> PeriodState.OPEN;
                    case "soft-closed" -> PeriodState.SOFT_CLOSED;
                    case String _ -> PeriodState.CLOSED;
                };
        LocalDate through = Values.neededDay(reading, "through").orElse(on);
        return Optional.of(new Happening.PeriodsClosed(through, state));
    }

    private static Optional<Happening> writtenOff(Reading reading) {
        for (String type : List.of("charge", "time", "credit-note")) {
            if (reading.has(type)) {
                return Optional.of(
                        new Happening.WrittenOff(
                                type,
                                reading.text(type),
                                reading.optional("reason").orElse("agreed")));
            }
        }
        reading.missing("charge, time or credit-note");
        return Optional.empty();
    }
}
