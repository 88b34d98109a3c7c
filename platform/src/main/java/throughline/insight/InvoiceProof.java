package throughline.insight;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import throughline.engagement.BillingEvent;
import throughline.engagement.BillingEvent.InvoiceLine;
import throughline.engagement.Event;
import throughline.engagement.WorkEvent;
import throughline.insight.Trail.Stored;
import throughline.money.Money;
import throughline.wording.Counted;

/** Leads an invoice back to the work and the charges on it. */
final class InvoiceProof {

    private static final String EVENTS =
            """
            select sequence, type, payload, release, known, cause, coalesce(cause_message, 0)
            from event where engagement = ? and type in ('invoice-planned/v1', 'invoice-posted/v1',
                'invoice-voided/v1', 'time-approved/v1', 'time-taken-back/v1', 'charge-raised/v1')
            order by sequence
            """;

    private final Connection connection;
    private final Trail trail;
    private final Explain.Page page;

    InvoiceProof(Connection connection, Explain.Page page) {
        this.connection = connection;
        this.trail = new Trail(connection);
        this.page = page;
    }

    /** By its key in the engagement, else by its number or id in the system that posted it. */
    Optional<Explanation> prove(String name) throws SQLException {
        // The key says whose it is; numbers are searched for among all invoices.
        int end = name.lastIndexOf('/');
        Optional<Explanation> own = end < 0 ? Optional.empty() : of(name.substring(0, end), name);
        return own.isPresent() ? own : numbered(name);
    }

    private Optional<Explanation> numbered(String name) throws SQLException {
        Optional<KnownNames.Invoice> found = KnownNames.invoice(connection, name);
        return found.isEmpty() ? Optional.empty() : of(found.get().engagement(), found.get().key());
    }

    private Optional<Explanation> of(String engagement, String invoice) throws SQLException {
        return new Reading(invoice, stored(engagement)).tree();
    }

    private List<Stored> stored(String engagement) throws SQLException {
        List<Stored> events = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(EVENTS)) {
            statement.setString(1, engagement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(Stored.read(rows, 1));
                }
            }
        }
        return events;
    }

    /** The events of one engagement, read for one of its invoices. */
    private final class Reading {

        private final String invoice;
        private final List<Stored> stored;

        Reading(String invoice, List<Stored> stored) {
            this.invoice = invoice;
            this.stored = stored;
        }

        /** Takes units as the invoices before took them, and gives back what was voided. */
        Optional<Explanation> tree() throws SQLException {
            NavigableMap<Long, Stored> open = new TreeMap<>();
            Map<String, List<Stored>> taken = new HashMap<>();
            for (Stored each : stored) {
                Event event = each.event();
                if (event instanceof BillingEvent.InvoicePlanned planned) {
                    if (planned.invoice().equals(invoice)) {
                        return Optional.of(document(planned, each, open));
                    }
                    if (taken.containsKey(planned.invoice())) {
                        // Dated anew after a refusal: it has its units already.
                        continue;
                    }
                    List<Stored> units = new ArrayList<>();
                    planned.lines().forEach(line -> units.addAll(on(line, open)));
                    units.forEach(unit -> open.remove(unit.sequence()));
                    taken.put(planned.invoice(), units);
                } else if (event instanceof BillingEvent.InvoiceVoided voided) {
                    taken.getOrDefault(voided.invoice(), List.of())
                            .forEach(unit -> open.put(unit.sequence(), unit));
                } else if (isUnit(event)) {
                    open.put(each.sequence(), each);
                }
            }
            return Optional.empty();
        }

        private static boolean isUnit(Event event) {
            return event instanceof WorkEvent.TimeApproved
                    || event instanceof WorkEvent.TimeTakenBack
                    || event instanceof BillingEvent.ChargeRaised;
        }

        private static List<Stored> on(InvoiceLine line, NavigableMap<Long, Stored> open) {
            return open.values().stream().filter(unit -> amount(unit, line).isPresent()).toList();
        }

        private Explanation document(
                BillingEvent.InvoicePlanned planned, Stored at, NavigableMap<Long, Stored> open)
                throws SQLException {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("net", planned.net().toString());
            facts.put("date", planned.date().toString());
            List<Explanation> children = new ArrayList<>();
            boolean agrees = true;
            for (InvoiceLine line : planned.lines()) {
                Explanation proof = line(line, on(line, open));
                agrees &= "yes".equals(proof.facts().get("agrees"));
                children.add(proof);
            }
            for (Stored each : stored) {
                if (each.event() instanceof BillingEvent.InvoicePosted posted
                        && posted.invoice().equals(invoice)) {
                    facts.put("number", posted.number());
                    facts.put("tax", posted.tax().toString());
                    facts.put("external-id", posted.externalId());
                    children.add(trail.of(each));
                }
            }
            children.add(trail.of(at));
            facts.put("agrees", agrees ? "yes" : "no");
            return new Explanation("invoice", invoice, facts, children);
        }

        /** Whatever is shown, all units are added up; those that are not are told as one. */
        private Explanation line(InvoiceLine line, List<Stored> taken) throws SQLException {
            int begin = Math.min(page.after(), taken.size());
            int end = (int) Math.min((long) begin + page.limit(), taken.size());
            List<Explanation> units = new ArrayList<>();
            if (begin > 0) {
                units.add(
                        left(Counted.of(begin, "unit") + " before", line, taken.subList(0, begin)));
            }
            trail.learn(taken.subList(begin, end));
            for (Stored each : taken.subList(begin, end)) {
                Map<String, String> facts = Map.of("amount", sum(line, List.of(each)).toString());
                units.add(
                        new Explanation(
                                "unit", text(each.event()), facts, List.of(trail.of(each))));
            }
            if (end < taken.size()) {
                Explanation more =
                        left(
                                Counted.of(taken.size() - end, "more unit"),
                                line,
                                taken.subList(end, taken.size()));
                units.add(more.with(Explanation.NEXT, Integer.toString(end)));
            }
            Money sum = sum(line, taken);
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("amount", line.amount().toString());
            facts.put("hours", line.hours().toPlainString());
            facts.put("units", sum.toString());
            facts.put("count", Integer.toString(taken.size()));
            facts.put("agrees", sum.equals(line.amount()) ? "yes" : "no");
            return new Explanation("invoice-line", line.text(), facts, units);
        }

        private static Explanation left(String label, InvoiceLine line, List<Stored> units) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("count", Integer.toString(units.size()));
            facts.put("amount", sum(line, units).toString());
            return new Explanation("remainder", label, facts, List.of());
        }

        private static Money sum(InvoiceLine line, List<Stored> units) {
            Money sum = Money.zero(line.amount().currency());
            for (Stored each : units) {
                sum = sum.plus(amount(each, line).orElseThrow());
            }
            return sum;
        }

        private static Optional<Money> amount(Stored at, InvoiceLine line) {
            Event event = at.event();
            if (event instanceof BillingEvent.ChargeRaised charge) {
                return Optional.of(charge.amount())
                        .filter(
                                amount ->
                                        line.throughSequence() == 0
                                                && charge.charge().equals(line.period()));
            }
            if (at.sequence() > line.throughSequence()) {
                return Optional.empty();
            }
            if (event instanceof WorkEvent.TimeApproved time) {
                return Optional.of(time.amount())
                        .filter(amount -> isOn(line, time.line(), time.period(), time.role()));
            }
            return event instanceof WorkEvent.TimeTakenBack time
                    ? Optional.of(time.amount().negated())
                            .filter(amount -> isOn(line, time.line(), time.period(), time.role()))
                    : Optional.empty();
        }

        private static boolean isOn(InvoiceLine on, String line, String period, String role) {
            return on.line().equals(line) && on.period().equals(period) && on.role().equals(role);
        }

        private static String text(Event event) {
            if (event instanceof WorkEvent.TimeApproved time) {
                return hours(time.hours()) + " of " + time.person();
            }
            if (event instanceof WorkEvent.TimeTakenBack time) {
                return hours(time.hours().negate()) + " of " + time.person();
            }
            return event instanceof BillingEvent.ChargeRaised charge ? charge.charge() : "";
        }

        private static String hours(BigDecimal hours) {
            return Counted.of(hours, "hour");
        }
    }
}
