package throughline.engagement;

import java.time.LocalDate;
import java.util.Map;
import throughline.billing.SettledUnits;
import throughline.engagement.Contract.Active;
import throughline.engagement.Contract.Booked;
import throughline.engagement.Contract.Cancelled;
import throughline.engagement.Contract.Proposed;
import throughline.engagement.Event.ContractBooked;
import throughline.engagement.Event.ContractCancelled;
import throughline.engagement.Event.ContractReinstated;
import throughline.money.Money;

/** How a contract moves from one standing to the next. */
final class Agreeing {

    private Agreeing() {}

    static Engagement booked(Engagement state, ContractBooked event) {
        return with(state, new Booked(event.terms(), event.bookedOn()));
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
