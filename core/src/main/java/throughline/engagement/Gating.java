package throughline.engagement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import throughline.engagement.Agreement.Refusal;
import throughline.engagement.AgreementEvent.ContractBooked;
import throughline.engagement.AgreementEvent.GatesViolated;
import throughline.landscape.LegalEntity;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.Stage;
import throughline.policy.ContentHash;
import throughline.policy.GateFacts;
import throughline.policy.GateReport;
import throughline.policy.Gates;
import throughline.policy.Violation;
import throughline.terms.Terms;

/**
 * Books a won deal whose gates all pass; otherwise keeps one exception open for each violation, and
 * none that no longer holds.
 */
final class Gating {

    private static final String KEY = "gate:";

    private Gating() {}

    static List<Event> derive(Turn turn, Occasion occasion) {
        Engagement state = turn.state();
        Optional<Deal> won = state.agreement().deal().filter(deal -> deal.stage() == Stage.WON);
        return switch (state.contract()) {
            case Contract.Proposed _ ->
                    won.map(deal -> judged(turn, deal))
                            .orElseGet(() -> closed(turn, Set.of(), "the deal is not won"));
            case Contract.Booked _, Contract.Active _, Contract.Cancelled _ -> List.of();
        };
    }

    private static List<Event> judged(Turn turn, Deal deal) {
        return switch (Gates.evaluate(facts(turn, deal), turn.unit(), turn.release())) {
            case GateReport.Passed(var terms, _) -> {
                List<Event> events = new ArrayList<>(closed(turn, Set.of(), "all gates passed"));
                events.add(new ContractBooked(terms, bookedOn(turn, deal, terms)));
                yield events;
            }
            case GateReport.Violated(var hash, var violations, _) ->
                    refused(turn, hash, violations);
        };
    }

    static GateFacts facts(Turn turn, Deal deal) {
        return facts(turn, deal, ContentHash.of(deal));
    }

    /** The same, where somebody has named the deal's content already. */
    static GateFacts facts(Turn turn, Deal deal, String contentHash) {
        Agreement agreement = turn.state().agreement();
        Map<String, String> approvals = new HashMap<>();
        agreement.approvals().forEach((hash, approval) -> approvals.put(hash, approval.by()));
        List<Customer> customers =
                agreement.references().values().stream()
                        .filter(Customer.class::isInstance)
                        .map(Customer.class::cast)
                        .toList();
        return new GateFacts(
                deal, customers, agreement.waived().keySet(), approvals, turn.today(), contentHash);
    }

    private static List<Event> refused(Turn turn, String hash, List<Violation> violations) {
        List<String> codes = violations.stream().map(Violation::code).sorted().toList();
        Set<String> keys = codes.stream().map(code -> KEY + code).collect(Collectors.toSet());
        Refusal refusal = new Refusal(hash, codes);
        List<Event> events = new ArrayList<>();
        if (!turn.state().agreement().violated().equals(Optional.of(refusal))) {
            events.add(new GatesViolated(hash, codes));
        }
        events.addAll(closed(turn, keys, "the gate passes now"));
        violations.forEach(violation -> events.addAll(raised(turn, violation)));
        return events;
    }

    private static List<Event> raised(Turn turn, Violation violation) {
        return Exceptions.raise(
                turn,
                new BusinessException(
                        KEY + violation.code(),
                        violation.code(),
                        violation.sentence(),
                        violation.evidence(),
                        violation.atStake(),
                        violation.owner(),
                        KEY + violation.code(),
                        turn.state().attention().nextDeadline()));
    }

    private static List<Event> closed(Turn turn, Set<String> except, String why) {
        return turn.state().attention().exceptions().keySet().stream()
                .filter(key -> key.startsWith(KEY) && !except.contains(key))
                .flatMap(key -> Exceptions.close(turn, key, why).stream())
                .toList();
    }

    /** The day the mapping says, else the later of signature and approval (domain, bookings). */
    private static LocalDate bookedOn(Turn turn, Deal deal, Terms terms) {
        var zone =
                turn.release()
                        .entity(terms.legalEntity())
                        .map(LegalEntity::zone)
                        .orElse(turn.zone());
        var approval = turn.state().agreement().approvals().get(terms.contentHash());
        Optional<LocalDate> approved =
                deal.approvedAt()
                        .or(() -> Optional.ofNullable(approval).map(Agreement.Approval::at))
                        .map(at -> at.atZone(zone).toLocalDate());
        return deal.bookedOn()
                .or(
                        () ->
                                Stream.concat(deal.signedOn().stream(), approved.stream())
                                        .max(LocalDate::compareTo))
                .or(deal::closeDate)
                .orElseGet(() -> turn.known().atZone(zone).toLocalDate());
    }
}
