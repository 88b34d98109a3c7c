package throughline.engagement;

import java.time.LocalDate;
import java.util.Map;
import throughline.billing.SettledUnits;
import throughline.engagement.AgreementEvent.AmendmentRevoked;
import throughline.engagement.AgreementEvent.ContractAmended;
import throughline.engagement.AgreementEvent.ContractBooked;
import throughline.engagement.AgreementEvent.ContractCancelled;
import throughline.engagement.AgreementEvent.ContractReinstated;
import throughline.engagement.Contract.Active;
import throughline.engagement.Contract.Booked;
import throughline.engagement.Contract.Cancelled;
import throughline.engagement.Contract.Proposed;
import throughline.money.Money;

/** How a contract moves from one standing to the next. */
final class Agreeing {

    private Agreeing() {}

    static Engagement booked(Engagement state, ContractBooked event) {
        Agreement agreement = state.agreement();
        return state.with(
                agreement
                        .withContract(new Booked(event.terms(), event.bookedOn()))
                        .withChanges(agreement.changes().booking(event.terms())));
    }

    static Engagement amended(Engagement state, ContractAmended event) {
        return changed(
                state,
                state.agreement().changes().agreeing(event.amendment(), state.terms()),
                event.by().softByLine());
    }

    static Engagement revoked(Engagement state, AmendmentRevoked event) {
        Changes changes = state.agreement().changes().revoking(event.order());
        return changed(
                state, new Changes.InForce(changes, changes.inForce()), event.by().softByLine());
    }

    private static Engagement changed(
            Engagement state, Changes.InForce now, Map<String, Money> softByLine) {
        Contract next =
                now.terms()
                        .map(terms -> state.contract().withTerms(terms))
                        .orElse(state.contract());
        return state.with(state.agreement().withContract(next).withChanges(now.changes()))
                .with(SettledUnits.softBooked(state.billing(), softByLine));
    }

    static Engagement activated(Engagement state, LocalDate on) {
        return switch (state.contract()) {
            case Booked(var terms, var bookedOn) -> with(state, new Active(terms, bookedOn, on));
            case Proposed _, Active _, Cancelled _ -> state;
        };
    }

    static Engagement cancelled(Engagement state, ContractCancelled event) {
        return switch (state.contract()) {
            case Booked(var terms, var bookedOn) ->
                    with(state, new Cancelled(terms, bookedOn, event.on(), event.leftByLine()));
            case Active(var terms, var bookedOn, _) ->
                    with(state, new Cancelled(terms, bookedOn, event.on(), event.leftByLine()));
            case Proposed _, Cancelled _ -> state;
        };
    }

    static Engagement reinstated(Engagement state, ContractReinstated event) {
        return switch (state.contract()) {
            case Cancelled(var terms, var bookedOn, _, var left) ->
                    with(state, new Booked(terms, bookedOn))
                            .with(SettledUnits.committed(state.billing(), kept(left, event)));
            case Proposed _, Booked _, Active _ -> state;
        };
    }

    /** What the cancellation took and reinstating did not give back: delivered in the meantime. */
    private static Map<String, Money> kept(Map<String, Money> left, ContractReinstated event) {
        Map<String, Money> kept = left;
        for (var back : event.leftByLine().entrySet()) {
            kept = Entries.sum(kept, back.getKey(), back.getValue().negated());
        }
        return kept;
    }

    private static Engagement with(Engagement state, Contract next) {
        return state.with(state.agreement().withContract(next));
    }
}
