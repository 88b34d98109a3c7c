package throughline.decisions;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import throughline.align.ActionOutcome;
import throughline.books.Happening;
import throughline.books.Posting;
import throughline.books.Postings;
import throughline.calendar.ObservedPeriods;
import throughline.engagement.AgreementEvent;
import throughline.engagement.AttentionEvent;
import throughline.engagement.BillingEvent;
import throughline.engagement.EffectEvent;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementDecider;
import throughline.engagement.Event;
import throughline.engagement.Outcome;
import throughline.engagement.Signal;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.wording.Words;

/**
 * What a decision would do, found by letting the decider do it to a copy: documents, amounts and
 * accounts, in lines for people. Names no day, so that it stays the same until something changes.
 */
public final class Foresight {

    private Foresight() {}

    /** What would happen; the state given is left as it is. */
    public static Outcome of(
            Engagement state, Signal.PersonDecided decision, Release release, ObservedPeriods now) {
        return EngagementDecider.handle(state, decision, release, now);
    }

    /** Events in lines for whoever decides. */
    public static List<String> told(List<Event> events) {
        List<String> lines = new ArrayList<>();
        Map<Sum, Money> sums = new LinkedHashMap<>();
        for (Event event : events) {
            line(event).ifPresent(lines::add);
            for (Posting posting : Postings.of(event)) {
                CurrencyUnit currency = posting.amount().currency();
                sums.merge(new Sum(posting.happening(), currency), posting.amount(), Money::plus);
            }
        }
        sums.forEach((sum, amount) -> lines.add(booked(sum.happening(), amount)));
        return lines;
    }

    private record Sum(Happening happening, CurrencyUnit currency) {}

    private static String booked(Happening happening, Money amount) {
        List<String> legs =
                happening.legs().stream()
                        .map(leg -> words(leg.debit()) + " / " + words(leg.credit()))
                        .toList();
        return "Books: "
                + words(happening)
                + " "
                + amount(amount)
                + " (debit / credit: "
                + String.join("; ", legs)
                + ")";
    }

    /** Not a switch: what is left out here is bookkeeping that the sums of the books tell. */
    private static Optional<String> line(Event event) {
        if (event instanceof AgreementEvent.GateWaived waived) {
            return Optional.of("Gate: " + waived.code() + " holds this deal up no longer");
        }
        if (event instanceof AgreementEvent.TermsApproved approved) {
            return Optional.of("Terms: approved as content " + approved.contentHash());
        }
        if (event instanceof AgreementEvent.TreatmentAsked asked) {
            return Optional.of(
                    "Change of line %s: counts as %s (%s)"
                            .formatted(
                                    asked.line(),
                                    asked.treatment().word(),
                                    asked.treatment().paragraph()));
        }
        if (event instanceof AgreementEvent.ContractAmended(var amendment, _)) {
            return Optional.of("Contract: amended by change " + amendment.number());
        }
        if (event instanceof AgreementEvent.ContractBooked booked) {
            return Optional.of("Contract: booked for legal entity " + booked.terms().legalEntity());
        }
        if (event instanceof AgreementEvent.GatesViolated violated) {
            return Optional.of("Gates: still held up by " + String.join(", ", violated.codes()));
        }
        if (event instanceof EffectEvent.ActionPlanned(var action)) {
            String stake = action.atStake().map(money -> ", " + amount(money)).orElse("");
            return Optional.of(
                    "Write to %s: %s%s".formatted(action.system(), words(action.kind()), stake));
        }
        if (event instanceof EffectEvent.ActionWithdrawn(var key)) {
            return Optional.of("Not written any more: " + key);
        }
        if (event instanceof EffectEvent.ActionConcluded(var key, var system, var outcome)) {
            return Optional.of("Write to " + system + ": " + ended(outcome) + " (" + key + ")");
        }
        if (event instanceof BillingEvent.InvoicePlanned planned) {
            return Optional.of("Invoice: planned, net " + amount(planned.net()));
        }
        if (event instanceof BillingEvent.InvoicePosted posted) {
            return Optional.of(
                    "Invoice: %s counts as posted, net %s"
                            .formatted(posted.number(), amount(posted.net())));
        }
        if (event instanceof BillingEvent.UnitsWrittenOff off) {
            return Optional.of(
                    "Given up: %s on line %s, for good"
                            .formatted(amount(off.amount()), off.line()));
        }
        if (event instanceof AttentionEvent.ExceptionRaised(var exception)) {
            return Optional.of("Then waits for a person: " + exception.sentence());
        }
        return event instanceof AttentionEvent.ExceptionClosed(var key, var _)
                ? Optional.of("Settled: " + key)
                : Optional.empty();
    }

    private static String ended(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Confirmed(var id, _) -> "counts as done, as " + id;
            case ActionOutcome.Rejected(var code, _) -> "counts as not done (" + code + ")";
            case ActionOutcome.Ambiguous _ -> "stays unclear";
            case ActionOutcome.Cancelled _ -> "is not sent, until somebody asks for it again";
        };
    }

    /** With its currency: {@code EUR 1,234.50}. */
    public static String amount(Money money) {
        int digits = money.currency().getDecimalPlaces();
        String pattern = digits == 0 ? "#,##0" : "#,##0." + "0".repeat(digits);
        return money.currency().getCode()
                + " "
                + new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ENGLISH))
                        .format(money.decimal());
    }

    private static String words(Enum<?> name) {
        return Words.of(name);
    }
}
