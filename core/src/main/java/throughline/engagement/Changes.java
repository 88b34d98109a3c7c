package throughline.engagement;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.AgreementEvent.TreatmentAsked;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.terms.Amending;
import throughline.terms.Amendment;
import throughline.terms.Obligation;
import throughline.terms.Obligations;
import throughline.terms.Terms;
import throughline.terms.Treatment;
import throughline.work.AtRisk;

/**
 * How the terms of a contract changed since they were booked.
 *
 * @param original the terms as they were booked; empty before that
 * @param orders the newest version of every change order, by record
 * @param waiting those whose newest version was not taken into force, as few as there mostly are
 * @param agreed the amendments in force, by change order
 * @param asked how people want changes to count, by {@code order/line}
 * @param obligations every obligation through all changes, by line; follows from the others
 * @param risks work on changes that are not in force, by unit
 */
public record Changes(
        Optional<Terms> original,
        Map<String, ChangeOrder> orders,
        Map<String, ChangeOrder> waiting,
        Map<String, Amendment> agreed,
        Map<String, Asked> asked,
        Map<String, Obligation> obligations,
        Map<String, Risk> risks) {

    /**
     * Work on a change that is not in force.
     *
     * @param sequence of the event that carries its cost
     */
    public record Risk(AtRisk work, long sequence) {}

    /**
     * How a person wants a change to count.
     *
     * @param second who wants the same; empty until somebody does
     */
    public record Asked(Treatment treatment, String by, String reason, Optional<String> second) {}

    /** No contract yet. */
    static final Changes NONE =
            new Changes(
                    Optional.empty(),
                    Entries.none(),
                    Entries.none(),
                    Entries.none(),
                    Entries.none(),
                    Entries.none(),
                    Entries.none());

    public Changes {
        orders = Entries.of(orders);
        waiting = Entries.of(waiting);
        agreed = Entries.of(agreed);
        asked = Entries.of(asked);
        obligations = Entries.of(obligations);
        risks = Entries.of(risks);
    }

    /** The terms after all amendments. */
    public Optional<Terms> inForce() {
        return original.map(terms -> Amending.inForce(terms, agreed.values()));
    }

    /** These terms with each line as it was in effect on a day, if it was. */
    Terms asOf(Terms now, LocalDate day) {
        boolean later = agreed.values().stream().anyMatch(each -> each.effective().isAfter(day));
        return later
                ? original.map(first -> Amending.inForceOn(first, agreed.values(), day))
                        .map(then -> then.orElseAs(now))
                        .orElse(now)
                : now;
    }

    /** The name under which it is kept how a change of a line is to count. */
    static String key(String order, String line) {
        return order + "/" + line;
    }

    Changes booking(Terms terms) {
        return with(Optional.of(terms), agreed, waiting);
    }

    Changes observing(ChangeOrder order) {
        String id = order.key().toString();
        return new Changes(
                original,
                Entries.plus(orders, id, order),
                Entries.plus(waiting, id, order),
                agreed,
                asked,
                obligations,
                risks);
    }

    Changes asking(TreatmentAsked event) {
        String key = key(event.order(), event.line());
        Asked before = asked.get(key);
        Asked now =
                before != null && before.treatment() == event.treatment()
                        ? new Asked(
                                before.treatment(),
                                before.by(),
                                before.reason(),
                                Optional.of(event.by()))
                        : new Asked(
                                event.treatment(), event.by(), event.reason(), Optional.empty());
        var more = Entries.plus(asked, key, now);
        return new Changes(original, orders, waiting, agreed, more, obligations, risks);
    }

    /**
     * These with one more amendment. One that comes after all others changes what it names, and
     * costs no more than that; any other is a reason to follow all of them anew.
     *
     * @param now the terms before it
     */
    InForce agreeing(Amendment amendment, Optional<Terms> now) {
        var more = Entries.plus(agreed, amendment.id(), amendment);
        var left = Entries.minus(waiting, amendment.id());
        boolean last = now.isPresent() && agreed.values().stream().allMatch(amendment::isAfter);
        if (!last) {
            Changes next = with(original, more, left);
            return new InForce(next, next.inForce());
        }
        Map<String, Obligation> followed = obligations;
        for (var each : Obligations.further(obligations, now.get(), amendment).entrySet()) {
            followed = Entries.plus(followed, each.getKey(), each.getValue());
        }
        return new InForce(
                new Changes(original, orders, left, more, asked, followed, risks),
                Optional.of(Amending.apply(now.get(), amendment)));
    }

    /** Changes, and the terms after all of them. */
    record InForce(Changes changes, Optional<Terms> terms) {}

    Changes revoking(String order) {
        ChangeOrder again = orders.get(order);
        return with(
                original,
                Entries.minus(agreed, order),
                again == null ? waiting : Entries.plus(waiting, order, again));
    }

    Changes risking(AtRisk work, long sequence) {
        String unit = work.entry().key().toString();
        var more = Entries.plus(risks, unit, new Risk(work, sequence));
        return new Changes(original, orders, waiting, agreed, asked, obligations, more);
    }

    Changes safe(AtRisk work) {
        var less = Entries.minus(risks, work.entry().key().toString());
        return new Changes(original, orders, waiting, agreed, asked, obligations, less);
    }

    private Changes with(
            Optional<Terms> terms,
            Map<String, Amendment> amendments,
            Map<String, ChangeOrder> left) {
        Map<String, Obligation> followed =
                terms.map(first -> Obligations.of(first, amendments.values()))
                        .orElseGet(Entries::none);
        return new Changes(terms, orders, left, amendments, asked, followed, risks);
    }
}
