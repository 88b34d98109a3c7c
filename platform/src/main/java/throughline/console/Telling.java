package throughline.console;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.align.ActionKey;
import throughline.align.ActionOutcome;
import throughline.engagement.AgreementEvent;
import throughline.engagement.AttentionEvent;
import throughline.engagement.BillingEvent;
import throughline.engagement.EffectEvent;
import throughline.engagement.Event;
import throughline.engagement.RevenueEvent;
import throughline.engagement.WorkEvent;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;
import throughline.wording.Counted;
import throughline.wording.GroupedAmounts;
import throughline.wording.Words;

/**
 * One event in words, and the system that it belongs to.
 *
 * @param color the role of the event's colour in charts
 */
public record Telling(String system, String text, String color) {

    /** What is told of invoices and payments, whatever the landscape calls their system. */
    static final String LEDGER = "erp";

    private static final String OURS = "throughline";

    /** What to tell of an event. */
    public static Telling of(Event event) {
        return switch (event) {
            case AgreementEvent each -> ofAgreement(each);
            case WorkEvent each -> ofWork(each);
            case BillingEvent each -> ofBilling(each);
            case RevenueEvent each -> ofRevenue(each);
            case EffectEvent each -> ofEffect(each);
            case AttentionEvent each -> ofAttention(each);
        };
    }

    private static Telling ofAgreement(AgreementEvent event) {
        return switch (event) {
            case AgreementEvent.DealObserved(var deal) ->
                    observed(deal, deal.name() + " is " + Words.of(deal.stage()));
            case AgreementEvent.ReferenceObserved(var record) ->
                    observed(record, record.key().type() + " " + record.key().id() + " is known");
            case AgreementEvent.RecordHeld(var record) ->
                    observed(record, record.key() + " waits for what it belongs to");
            case AgreementEvent.HeldRecordsTaken(var records) ->
                    ours(Counted.of(records.size(), "waiting record") + " taken up");
            case AgreementEvent.GatesViolated(_, var codes) ->
                    warn("Gates held it up: " + String.join(", ", codes));
            case AgreementEvent.GateWaived(var code, var by, var reason) ->
                    ours(by + " waived " + code + ": " + reason);
            case AgreementEvent.TermsApproved approved ->
                    ours(approved.by() + " approved the terms");
            case AgreementEvent.ContractBooked booked ->
                    new Telling(OURS, "Contract booked on " + booked.bookedOn(), "booked");
            case AgreementEvent.ContractCancelled cancelled ->
                    warn("Contract cancelled on " + cancelled.on());
            case AgreementEvent.ContractReinstated again ->
                    ours("Contract reinstated on " + again.on());
            case AgreementEvent.ChangeOrderObserved(var order) ->
                    observed(
                            order,
                            "Change order %s is %s"
                                    .formatted(order.number(), Words.of(order.status())));
            case AgreementEvent.TreatmentAsked asked -> asked(asked);
            case AgreementEvent.ContractAmended amended -> amended(amended);
            case AgreementEvent.AmendmentRevoked revoked ->
                    warn("Change order " + revoked.number() + " is not in force any more");
            case AgreementEvent.ProjectActivated activated ->
                    new Telling(OURS, "Project active on " + activated.on(), "good");
        };
    }

    private static Telling ofWork(WorkEvent event) {
        return switch (event) {
            case WorkEvent.WorkAtRisk risk -> atRisk(risk);
            case WorkEvent.TimeApproved time -> time(time);
            case WorkEvent.TimeTakenBack time -> takenBack(time);
            case WorkEvent.CapacityKnown capacity ->
                    new Telling(
                            capacity.unit().system(), capacity.hours() + " h available", "accent");
            case WorkEvent.MilestoneAccepted accepted ->
                    ours("Milestone " + accepted.milestone() + " accepted on " + accepted.on());
            case WorkEvent.ExpenseCounted expense -> spent(expense);
            case WorkEvent.UsageCounted usage -> used(usage);
            case WorkEvent.EstimateRevised estimate ->
                    ours("Line " + estimate.line() + " estimated anew on " + estimate.on());
        };
    }

    private static Telling ofBilling(BillingEvent event) {
        return switch (event) {
            case BillingEvent.ChargeRaised charge ->
                    ours(
                            "Charge: %s, %s"
                                    .formatted(
                                            ChargeName.of(charge.charge(), Optional.empty()),
                                            Wording.amount(charge.amount())));
            case BillingEvent.InvoicePlanned planned ->
                    ours("Invoice planned: " + Wording.amount(planned.net()));
            case BillingEvent.InvoicePosted posted -> posted(posted);
            case BillingEvent.InvoiceVoided voided ->
                    new Telling(LEDGER, "Invoice voided: " + Wording.amount(voided.net()), "bad");
            case BillingEvent.CreditNotePosted credit -> credited(credit);
            case BillingEvent.UnitsWrittenOff off -> writtenOff(off);
            case BillingEvent.PaymentReceived paid ->
                    new Telling(LEDGER, "Paid: " + Wording.amount(paid.amount()), "good");
        };
    }

    private static Telling ofRevenue(RevenueEvent event) {
        return switch (event) {
            case RevenueEvent.LossProvided loss -> provided(loss);
            case RevenueEvent.RevenueRecognized revenue -> recognized(revenue);
            case RevenueEvent.JournalPlanned journal ->
                    ours("Revenue journal of " + journal.period() + " planned");
        };
    }

    private static Telling ofEffect(EffectEvent event) {
        return switch (event) {
            case EffectEvent.RecordLinked(var record) -> linked(record);
            case EffectEvent.ActionPlanned(var action) ->
                    new Telling(
                            action.system(),
                            "To do: " + WriteName.of(action.key()).order(action.kind()),
                            "accent");
            case EffectEvent.ActionWithdrawn(var key) ->
                    ours("No longer wanted: " + WriteName.of(key).inSystem());
            case EffectEvent.ActionConcluded(var key, var system, var outcome) ->
                    ended(key, system, outcome);
        };
    }

    private static Telling ofAttention(AttentionEvent event) {
        return switch (event) {
            case AttentionEvent.ExceptionRaised(var exception) ->
                    warn(GroupedAmounts.in(exception.sentence()));
            case AttentionEvent.ExceptionClosed(var key, var why) ->
                    ours("Settled: " + settled(key) + " (" + why + ")");
            case AttentionEvent.ClockStarted clock -> ours("Clock " + clock.clock() + " started");
            case AttentionEvent.ClockPaused clock ->
                    ours("Clock " + clock.clock() + " paused: " + reasons(clock.reasons()));
            case AttentionEvent.ClockResumed clock ->
                    ours(
                            "Clock %s runs again, due %s"
                                    .formatted(clock.clock(), Wording.moment(clock.due())));
            case AttentionEvent.ClockStopped clock ->
                    ours("Clock " + clock.clock() + (clock.met() ? " met" : " missed"));
            case AttentionEvent.WakeScheduled _ -> ours("Calendar noted");
        };
    }

    /** Whether it is bookkeeping of ours that nobody cares to read in a timeline. */
    public static boolean isDull(Event event) {
        return event instanceof AttentionEvent.WakeScheduled
                || event instanceof AgreementEvent.HeldRecordsTaken
                || event instanceof AgreementEvent.RecordHeld
                || event instanceof AgreementEvent.ReferenceObserved
                || event instanceof WorkEvent.CapacityKnown;
    }

    private static Telling asked(AgreementEvent.TreatmentAsked asked) {
        return ours(
                "%s wants line %s of %s to count as %s: %s"
                        .formatted(
                                asked.by(),
                                asked.line(),
                                asked.order(),
                                asked.treatment().word(),
                                asked.reason()));
    }

    private static Telling provided(RevenueEvent.LossProvided loss) {
        return warn(
                "%s provided for a loss of line %s"
                        .formatted(Wording.amount(loss.amount()), loss.line()));
    }

    private static Telling writtenOff(BillingEvent.UnitsWrittenOff off) {
        return warn(Wording.amount(off.amount()) + " written off: " + off.reason());
    }

    private static Telling atRisk(WorkEvent.WorkAtRisk risk) {
        String order = risk.work().order();
        String worth = Wording.amount(risk.work().worth());
        return risk.ended()
                ? ours("Time on change order " + order + " is at risk no more")
                : warn("Time worth %s on change order %s is at risk".formatted(worth, order));
    }

    private static Telling amended(AgreementEvent.ContractAmended event) {
        String kinds = String.join(", ", event.amendment().kinds()).replace('-', ' ');
        String lines =
                event.amendment().changes().stream()
                        .map(change -> change.line() + " " + change.treatment().word())
                        .collect(Collectors.joining(", "));
        String price =
                event.by().priceByLine().values().stream()
                        .reduce(Money::plus)
                        .filter(more -> !more.isZero())
                        .map(more -> ", price by " + Wording.amount(more))
                        .orElse("");
        String text =
                "Change order %s in force: %s%s%s"
                        .formatted(
                                event.amendment().number(),
                                kinds,
                                price,
                                lines.isEmpty() ? "" : " (" + lines + ")");
        return new Telling(OURS, text, "booked");
    }

    private static Telling ended(ActionKey key, String system, ActionOutcome outcome) {
        String purpose = WriteName.of(key).text();
        return switch (outcome) {
            case ActionOutcome.Confirmed(var id, _) ->
                    new Telling(system, purpose + " confirmed as " + id, "good");
            case ActionOutcome.Rejected(_, var sentence) ->
                    new Telling(
                            system, purpose + " refused: " + GroupedAmounts.in(sentence), "bad");
            case ActionOutcome.Ambiguous(var sentence) ->
                    new Telling(
                            system, purpose + " unclear: " + GroupedAmounts.in(sentence), "warn");
            case ActionOutcome.Cancelled(var by, var reason) ->
                    new Telling(
                            system,
                            "%s cancelled by %s: %s".formatted(purpose, by, reason),
                            "warn");
        };
    }

    private static Telling time(WorkEvent.TimeApproved time) {
        String amount = time.amount().isZero() ? "" : ", " + Wording.amount(time.amount());
        return new Telling(
                time.unit().system(),
                "%s h by %s on %s%s".formatted(time.hours(), time.person(), time.on(), amount),
                "accent");
    }

    private static Telling spent(WorkEvent.ExpenseCounted expense) {
        String amount = Wording.amount(expense.cost());
        return new Telling(
                expense.unit().system(),
                "Expense (%s) of %s".formatted(expense.category(), amount),
                "accent");
    }

    private static Telling used(WorkEvent.UsageCounted usage) {
        String units = Counted.of(usage.quantity(), "unit") + " on " + usage.on();
        return new Telling(usage.unit().system(), units, "accent");
    }

    private static Telling observed(CanonicalRecord record, String text) {
        return new Telling(record.key().system(), text, "booked");
    }

    private static String reasons(List<String> names) {
        return String.join(", ", names).replace('-', ' ');
    }

    private static Telling linked(RecordKey record) {
        String text = record.type() + " " + record.id() + " belongs here";
        return new Telling(record.system(), text, "accent");
    }

    private static Telling takenBack(WorkEvent.TimeTakenBack time) {
        String text =
                "%s h of %s on %s taken back".formatted(time.hours(), time.person(), time.on());
        return new Telling(time.unit().system(), text, "warn");
    }

    private static Telling posted(BillingEvent.InvoicePosted invoice) {
        String amount = Wording.amount(invoice.net());
        return new Telling(LEDGER, "Invoice " + invoice.number() + " posted: " + amount, "billed");
    }

    private static Telling credited(BillingEvent.CreditNotePosted credit) {
        String amount = Wording.amount(credit.net());
        return new Telling(LEDGER, "Credit note " + credit.number() + ": " + amount, "warn");
    }

    private static Telling recognized(RevenueEvent.RevenueRecognized revenue) {
        String amount = Wording.amount(revenue.amount());
        return new Telling(OURS, "Recognized in " + revenue.period() + ": " + amount, "recognized");
    }

    private static Telling ours(String text) {
        return new Telling(OURS, text, "accent");
    }

    private static Telling warn(String text) {
        return new Telling(OURS, text, "warn");
    }

    /** What an exception was about, by its key. */
    private static String settled(String key) {
        int colon = key.indexOf(':');
        String what = colon < 0 ? key : key.substring(0, colon);
        String rest = colon < 0 ? "" : key.substring(colon + 1);
        return switch (what) {
            case "gate" -> Words.of(rest);
            case "action" -> WriteName.of(new ActionKey(rest)).inSystem();
            default -> rest.isEmpty() ? Words.of(what) : Words.of(what) + ", " + rest;
        };
    }
}
