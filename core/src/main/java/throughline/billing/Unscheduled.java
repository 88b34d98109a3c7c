package throughline.billing;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import throughline.billing.Entitlement.Nature;
import throughline.engagement.Entries;
import throughline.engagement.Occasion;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Line;

/** Sources that something was charged for and that changed terms do not have any more. */
final class Unscheduled {

    private Unscheduled() {}

    /** They entitle to nothing: what was charged for them is taken back. */
    static List<Entitlement> of(Turn turn, Line line, Occasion occasion) {
        if (!Charging.isChange(occasion)) {
            return List.of();
        }
        Set<String> known = new HashSet<>();
        Entitlements.ofWork(turn, line, occasion).forEach(due -> known.add(due.source()));
        ByCalendar.sources(line).forEach(known::add);
        Settlements.sources(turn, line).forEach(known::add);
        Map<String, Entitlement> gone = new LinkedHashMap<>();
        for (Charge charge :
                Entries.startingWith(turn.state().billing().charges(), line.id() + "/").values()) {
            String source = sourceOf(charge.id(), known);
            if (!known.contains(source) && !Aside.is(charge.id())) {
                gone.put(source, nothing(turn, source, charge));
            }
        }
        return List.copyOf(gone.values());
    }

    private static Entitlement nothing(Turn turn, String source, Charge charge) {
        Money none = Money.zero(charge.amount().currency());
        boolean further = charge.id().equals(source) || charge.id().contains("~");
        Nature nature = Settlements.isBeyond(source) ? Nature.BEYOND : Nature.DELIVERY;
        return new Entitlement(
                source,
                turn.today(),
                Reckoning.of("not in the schedule any more", none),
                further ? Nature.INSTALMENT : nature);
    }

    /** The name of a charge without its number; instalments of one day have such a number too. */
    private static String sourceOf(String charge, Set<String> known) {
        int further = charge.lastIndexOf('~');
        String plain = further < 0 ? charge : charge.substring(0, further);
        int number = plain.lastIndexOf('#');
        return known.contains(plain) || number < 0 ? plain : plain.substring(0, number);
    }
}
