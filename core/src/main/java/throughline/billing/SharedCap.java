package throughline.billing;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import throughline.engagement.BillingEvent;
import throughline.engagement.Event;
import throughline.engagement.Occasion;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Line;
import throughline.terms.Terms;

/**
 * A cap that several lines of time and materials share. The lines draw on it in the order in which
 * the contract lists them, so that what each may book follows from what was worked and not from
 * what arrived first.
 */
public final class SharedCap {

    private SharedCap() {}

    /** The line that states the cap which a line draws on: itself, or where its clause leads. */
    static Optional<Line> root(Turn turn, Line line) {
        Set<String> seen = new HashSet<>();
        Line now = line;
        while (now.clauses().capOf().isPresent() && seen.add(now.id())) {
            Optional<Line> next = find(turn, now.clauses().capOf().get());
            if (next.isEmpty()) {
                break;
            }
            now = next.get();
        }
        return Cap.own(now).isPresent() ? Optional.of(now) : Optional.empty();
    }

    /** Whether several lines draw on the cap of a line. */
    static boolean isShared(Turn turn, Line root) {
        return lines(turn).stream()
                .anyMatch(line -> line.clauses().capOf().filter(root.id()::equals).isPresent());
    }

    /** The lines that draw on one cap, in the order of the contract. */
    static List<Line> group(Turn turn, Line root) {
        return lines(turn).stream()
                .filter(line -> root(turn, line).filter(root::equals).isPresent())
                .toList();
    }

    /**
     * What a line may book at most: its own cap, and what earlier lines leave of the shared one.
     */
    public static Optional<Money> most(Turn turn, Line line) {
        Optional<Money> own = Cap.own(line);
        Optional<Line> root = root(turn, line);
        if (root.isEmpty() || !isShared(turn, root.get())) {
            return own;
        }
        Money room = Cap.own(root.get()).orElseThrow();
        for (Line earlier : group(turn, root.get())) {
            if (earlier.id().equals(line.id())) {
                break;
            }
            Money taken = claim(turn, earlier, room);
            room = room.minus(Cap.own(earlier).map(taken::min).orElse(taken).min(room));
        }
        Money left = room;
        return own.map(left::min).or(() -> Optional.of(left));
    }

    private static Money claim(Turn turn, Line line, Money like) {
        return turn.state()
                .billing()
                .line(line.id(), like.currency())
                .claim()
                .plus(HoldingBack.of(turn, line))
                .max(Money.zero(like.currency()));
    }

    /** What was worked on all lines of a cap, each up to a cap of its own. */
    static Money claimed(Turn turn, Line root, Money like) {
        if (!isShared(turn, root)) {
            return claim(turn, root, like);
        }
        Money sum = Money.zero(like.currency());
        for (Line line : group(turn, root)) {
            Money claim = claim(turn, line, like);
            boolean limited = !line.id().equals(root.id());
            sum = sum.plus(limited ? Cap.own(line).map(claim::min).orElse(claim) : claim);
        }
        return sum;
    }

    /** What of a shared cap is on no invoice yet; empty where it is not shared. */
    static Optional<Money> left(Turn turn, Line line) {
        return root(turn, line)
                .filter(root -> isShared(turn, root))
                .map(
                        root -> {
                            Money left = Cap.own(root).orElseThrow();
                            for (Line each : group(turn, root)) {
                                left =
                                        left.minus(
                                                turn.state()
                                                        .billing()
                                                        .line(each.id(), left.currency())
                                                        .onInvoices()
                                                        .plus(HoldingBack.of(turn, each)));
                            }
                            return left.max(Money.zero(left.currency()));
                        });
    }

    /** What was worked on one line moves what the lines behind it may book. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        Set<String> shared = new HashSet<>();
        lines(turn).forEach(line -> line.clauses().capOf().ifPresent(shared::add));
        List<Line> drawing =
                lines(turn).stream()
                        .filter(
                                line ->
                                        line.clauses().capOf().isPresent()
                                                || shared.contains(line.id()))
                        .toList();
        return drawing.isEmpty() || !turn.state().contract().stands()
                ? List.of()
                : turn.inOrder(drawing, SharedCap::booked);
    }

    private static List<Event> booked(Turn turn, Line line) {
        Money none = Money.zero(turn.state().terms().orElseThrow().currency());
        Money more = SoftBooking.underTerms(turn, line, turn.state().contract().committed(line));
        if (more.isZero()) {
            return List.of();
        }
        return List.of(
                turn.because(
                        new BillingEvent.ChargeRaised(
                                Aside.next(turn, Aside.sharedCap(line)),
                                line.id(),
                                turn.periodOf(turn.today()).id(),
                                turn.today(),
                                none,
                                Optional.of(more),
                                Optional.empty()),
                        "shared-caps",
                        "clauses of line " + line.id(),
                        Reckoning.of("what the shared cap leaves, less what was booked", more)));
    }

    private static Optional<Line> find(Turn turn, String id) {
        return lines(turn).stream().filter(line -> line.id().equals(id)).findFirst();
    }

    private static List<Line> lines(Turn turn) {
        return turn.state().terms().map(Terms::lines).orElse(List.of());
    }
}
