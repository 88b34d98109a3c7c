package throughline.billing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import throughline.engagement.AgreementEvent.AmendmentRevoked;
import throughline.engagement.AgreementEvent.ContractAmended;
import throughline.engagement.AgreementEvent.ContractBooked;
import throughline.engagement.AgreementEvent.GateWaived;
import throughline.engagement.AgreementEvent.HeldRecordsTaken;
import throughline.engagement.AgreementEvent.ProjectActivated;
import throughline.engagement.AgreementEvent.RecordHeld;
import throughline.engagement.BillingEvent.CreditNotePosted;
import throughline.engagement.BillingEvent.InvoiceLine;
import throughline.engagement.BillingEvent.InvoicePlanned;
import throughline.engagement.BillingEvent.InvoicePosted;
import throughline.engagement.BillingEvent.InvoiceVoided;
import throughline.engagement.BusinessException;
import throughline.engagement.Entries;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.Again;
import throughline.engagement.Occasion.DayReached;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.terms.Amendment;
import throughline.terms.Line;
import throughline.terms.Terms;

/**
 * Holds what is agreed, scheduled and billed against every clause of the statement of work: when a
 * contract is booked and active, when its terms change, and with each invoice and credit note. A
 * breach is open for as long as it stands, or until somebody entitled waives its clause.
 */
public final class StatementOfWork {

    /** Every clause, by the code of its breach. */
    public static final List<String> CLAUSES =
            List.of(
                    SowLines.PRICE,
                    SowLines.CAP,
                    SowLines.SCHEDULE,
                    SowUnits.MILESTONE,
                    SowUnits.RATE,
                    SowUnits.EXPENSE,
                    SowUnits.TERM);

    private StatementOfWork() {}

    /** What an occasion gives reason to look at. */
    private sealed interface Scope {
        /** Everything. */
        record Whole() implements Scope {}

        /** What one change of terms touches. */
        record Changed(Amendment amendment) implements Scope {}

        /** What one invoice bills. */
        record Of(List<InvoiceLine> lines) implements Scope {}

        /** Nothing of it. */
        record Nothing() implements Scope {}
    }

    /** Raises what stands against a clause, and closes what does not any more. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        Optional<Terms> terms = turn.state().terms();
        if (terms.isEmpty()) {
            return List.of();
        }
        return switch (scope(turn, occasion)) {
            case Scope.Nothing _ -> List.of();
            case Scope.Whole _ -> told(turn, of(turn, terms.get(), _ -> true), everyOpen(turn));
            case Scope.Changed(var amendment) ->
                    told(
                            turn,
                            of(turn, terms.get(), amendment::touches),
                            open(turn, amendment::touches));
            case Scope.Of(var lines) -> ofInvoice(turn, terms.get(), lines);
        };
    }

    private static Scope scope(Turn turn, Occasion occasion) {
        return switch (occasion) {
            case Happened(ContractBooked _), Happened(ProjectActivated _) -> new Scope.Whole();
            case Happened(AmendmentRevoked _) -> new Scope.Whole();
            case Happened(ContractAmended(var amendment, _)) -> new Scope.Changed(amendment);
            case Happened(CreditNotePosted _), Again _ -> new Scope.Whole();
            case Happened(InvoicePosted posted) -> of(turn, posted.invoice());
            case Happened(InvoiceVoided voided) -> of(turn, voided.invoice());
            case Happened(GateWaived waived) when CLAUSES.contains(codeOf(waived.code())) ->
                    new Scope.Whole();
            case Happened(RecordHeld(var record)) when record instanceof CanonicalRecord.Invoice ->
                    new Scope.Whole();
            case Happened(HeldRecordsTaken(var records))
                    when records.stream()
                            .anyMatch(
                                    key ->
                                            Exceptions.isOpen(
                                                    turn,
                                                    SowBreach.key(
                                                            SowLines.PRICE, key.toString()))) ->
                    new Scope.Whole();
            case Happened _, DayReached _ -> new Scope.Nothing();
        };
    }

    private static String codeOf(String waived) {
        int about = waived.indexOf(':');
        return about < 0 ? waived : waived.substring(0, about);
    }

    private static Scope of(Turn turn, String invoice) {
        Invoice known = turn.state().billing().invoices().get(invoice);
        return known == null ? new Scope.Nothing() : new Scope.Of(known.lines());
    }

    private static List<SowBreach> of(Turn turn, Terms terms, Predicate<String> looked) {
        List<SowBreach> found = new ArrayList<>();
        for (Line line : terms.lines()) {
            if (looked.test(line.id())) {
                found.addAll(SowLines.of(turn, line));
                found.addAll(ofUnits(turn, line));
            }
        }
        found.addAll(SowLines.ofForeign(turn, terms));
        return found;
    }

    /** What is wrong with what a line was billed for: names of units start with their line. */
    private static List<SowBreach> ofUnits(Turn turn, Line line) {
        Billing billing = turn.state().billing();
        String start = line.id() + "/";
        List<SowBreach> found = new ArrayList<>();
        Set<String> sources = new HashSet<>();
        for (Charge charge : Entries.startingWith(billing.charges(), start).values()) {
            String source = SowUnits.sourceOf(charge.id());
            boolean billed = charge.line().equals(line.id()) && charge.invoice().isPresent();
            if (billed && sources.add(source)) {
                found.addAll(SowUnits.ofSource(turn, line, source));
            }
        }
        for (TimePool pool : Entries.startingWith(billing.pools(), start).values()) {
            if (pool.line().equals(line.id()) && !pool.consumed().isEmpty()) {
                found.addAll(SowUnits.ofPool(turn, line, pool));
            }
        }
        return found;
    }

    private static Set<String> everyOpen(Turn turn) {
        return open(turn, _ -> true);
    }

    /** Breaches of these lines, and of the contract as a whole. */
    private static Set<String> open(Turn turn, Predicate<String> looked) {
        Set<String> keys = new HashSet<>();
        for (BusinessException open : turn.state().attention().exceptions().values()) {
            String line = open.facts().get("line");
            if (CLAUSES.contains(open.code()) && (line == null || looked.test(line))) {
                keys.add(open.key());
            }
        }
        return keys;
    }

    private static List<Event> ofInvoice(Turn turn, Terms terms, List<InvoiceLine> parts) {
        Map<String, Line> lines = byId(terms);
        List<SowBreach> found = new ArrayList<>();
        Set<String> looked = new HashSet<>();
        for (InvoiceLine part : parts) {
            Line line = lines.get(part.line());
            if (line == null) {
                continue;
            }
            if (looked.add(line.id())) {
                found.addAll(SowLines.of(turn, line));
            }
            if (part.throughSequence() > 0) {
                String key = TimePool.key(part.line(), part.period(), part.role());
                TimePool pool = turn.state().billing().pools().get(key);
                if (pool != null && looked.add(key)) {
                    found.addAll(SowUnits.ofPool(turn, line, pool));
                }
                continue;
            }
            String about = SowUnits.sourceOf(part.period());
            if (about.startsWith(line.id() + "/") && looked.add(about)) {
                found.addAll(SowUnits.ofSource(turn, line, about));
            }
        }
        Set<String> keys = everyOpen(turn);
        if (!keys.isEmpty()) {
            Set<String> about = new HashSet<>();
            looked.forEach(
                    each -> CLAUSES.forEach(clause -> about.add(SowBreach.key(clause, each))));
            keys.retainAll(about);
        }
        return told(turn, found, keys);
    }

    private static Map<String, Line> byId(Terms terms) {
        Map<String, Line> lines = new HashMap<>();
        terms.lines().forEach(line -> lines.put(line.id(), line));
        return lines;
    }

    /**
     * What is open afterwards.
     *
     * @param looked keys that are open and were looked at: what was not found of them is closed
     */
    private static List<Event> told(Turn turn, List<SowBreach> found, Set<String> looked) {
        if (found.isEmpty() && looked.isEmpty()) {
            return List.of();
        }
        List<Event> events = new ArrayList<>();
        Set<String> gone = new HashSet<>(looked);
        for (SowBreach breach : found) {
            if (!isWaived(turn, breach.clause(), breach.key())) {
                gone.remove(breach.key());
                events.addAll(Exceptions.raise(turn, exception(turn, breach)));
            }
        }
        gone.stream()
                .sorted()
                .forEach(key -> events.addAll(Exceptions.close(turn, key, "the clause holds")));
        return events;
    }

    private static BusinessException exception(Turn turn, SowBreach breach) {
        return Exceptions.keyed(
                breach.key(),
                breach.clause(),
                breach.sentence(),
                breach.facts(),
                Optional.of(breach.amount()),
                turn.release().ownerOf("billing"));
    }

    /** Whether somebody waived a clause altogether, or for just this. */
    static boolean isWaived(Turn turn, String code, String key) {
        Map<String, String> waived = turn.state().agreement().waived();
        return waived.containsKey(code) || waived.containsKey(key);
    }

    /** The breach of a price or a cap that an invoice would cause, or make worse. */
    static Optional<SowBreach> causedBy(Turn turn, InvoicePlanned invoice) {
        List<SowBreach> after = bounds(turn.after(invoice), invoice);
        if (after.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Money> stood = new HashMap<>();
        bounds(turn, invoice).forEach(was -> stood.put(was.key(), was.amount()));
        return after.stream()
                .filter(now -> isWorse(stood, now))
                .filter(breach -> !isWaived(turn, breach.clause(), breach.key()))
                .findFirst();
    }

    private static List<SowBreach> bounds(Turn turn, InvoicePlanned invoice) {
        Optional<Terms> terms = turn.state().terms();
        if (terms.isEmpty()) {
            return List.of();
        }
        Set<String> billed = new HashSet<>();
        invoice.lines().forEach(part -> billed.add(part.line()));
        List<SowBreach> found = new ArrayList<>();
        for (Line line : terms.get().lines()) {
            if (billed.contains(line.id())) {
                found.addAll(SowLines.of(turn, line));
            }
        }
        found.addAll(SowLines.ofForeign(turn, terms.get()));
        return found;
    }

    private static boolean isWorse(Map<String, Money> stood, SowBreach now) {
        Money was = stood.get(now.key());
        return was == null || was.compareTo(now.amount()) < 0;
    }
}
