package throughline.scenario;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome;
import throughline.calendar.AccountingPeriods;
import throughline.calendar.PeriodState;
import throughline.observed.CanonicalRecord.CreditNote;
import throughline.observed.CanonicalRecord.DocumentStatus;
import throughline.observed.RecordKey;
import throughline.scenario.Scenario.Answering;

/**
 * The systems of a scenario: they hold whatever they are asked to, at once and once, and the
 * financial one refuses what is dated in a closed period, as an ERP does.
 */
final class StandIn {

    private final Answering answering;
    private final Map<String, String> ids = new LinkedHashMap<>();
    private int invoices;

    StandIn(Answering answering) {
        this.answering = answering;
    }

    /** What became of a write; empty while a person has to do it. */
    Optional<ActionOutcome> answer(Action action, AccountingPeriods periods) {
        boolean document =
                action.kind() == ActionKind.POST_INVOICE
                        || action.kind() == ActionKind.POST_CREDIT_NOTE
                        || action.kind() == ActionKind.POST_JOURNAL;
        if (document && closed(action, periods)) {
            return Optional.of(
                    new ActionOutcome.Rejected(
                            "period-closed",
                            "The period of " + action.body().get("date") + " is closed."));
        }
        if (action.kind() == ActionKind.POST_INVOICE && answering.invoicesByHand()) {
            return Optional.empty();
        }
        String id = idOf(action.kind(), action.naturalKey());
        return Optional.of(new ActionOutcome.Confirmed(id, Map.of("number", id)));
    }

    /** The credit note that a confirmed write has become, as it comes back from there. */
    Optional<CreditNote> note(Action action, ActionOutcome outcome, LocalDate today) {
        if (action.kind() != ActionKind.POST_CREDIT_NOTE
                || !(outcome instanceof ActionOutcome.Confirmed confirmed)) {
            return Optional.empty();
        }
        String invoice = String.valueOf(action.body().get("invoice"));
        return Optional.of(
                new CreditNote(
                        new RecordKey("erp", "credit-note", confirmed.externalId()),
                        new RecordKey("erp", "invoice", idOf(ActionKind.POST_INVOICE, invoice)),
                        Optional.of(action.naturalKey()),
                        Optional.of(confirmed.externalId()),
                        DocumentStatus.POSTED,
                        Optional.ofNullable(action.body().get("date"))
                                .map(date -> LocalDate.parse(date.toString()))
                                .orElse(today),
                        action.atStake(),
                        Optional.empty(),
                        List.of()));
    }

    private static boolean closed(Action action, AccountingPeriods periods) {
        Object date = action.body().get("date");
        return date != null
                && !periods.periods().isEmpty()
                && periods.stateOn(LocalDate.parse(date.toString())) == PeriodState.CLOSED;
    }

    /** The id under which a record is held; the same however often it is asked for. */
    String idOf(ActionKind kind, String naturalKey) {
        return ids.computeIfAbsent(
                kind + " " + naturalKey,
                _ ->
                        kind == ActionKind.POST_INVOICE
                                ? "INV-" + ++invoices
                                : "X-" + (ids.size() + 1));
    }
}
