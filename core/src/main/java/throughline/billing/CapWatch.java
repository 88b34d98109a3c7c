package throughline.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.AgreementEvent.AmendmentRevoked;
import throughline.engagement.AgreementEvent.ContractAmended;
import throughline.engagement.BillingEvent.UnitsWrittenOff;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.Again;
import throughline.engagement.Occasion.DayReached;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.engagement.WorkEvent.TimeTakenBack;
import throughline.money.Money;
import throughline.terms.Line;

/** Warns before a cap is reached, and says what lies above it. */
public final class CapWatch {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private CapWatch() {}

    /** Compares what was worked with the caps of the lines that it was worked on. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        List<Line> lines = new ArrayList<>();
        for (Line line : turn.state().terms().map(terms -> terms.lines()).orElse(List.of())) {
            if (Cap.own(line).isPresent() && concerns(turn, occasion, line)) {
                lines.add(line);
            }
        }
        boolean again = !(occasion instanceof Happened);
        List<Event> events =
                new ArrayList<>(
                        turn.inOrder(
                                lines,
                                (now, line) ->
                                        watched(now, line, Cap.own(line).orElseThrow(), again)));
        if (Charging.isChange(occasion)) {
            events.addAll(uncapped(turn));
        }
        return events;
    }

    /** What was said of caps that were taken off. */
    private static List<Event> uncapped(Turn turn) {
        List<Event> events = new ArrayList<>();
        for (Line line : turn.state().terms().map(terms -> terms.lines()).orElse(List.of())) {
            if (Cap.own(line).isEmpty()) {
                String why = "the line has no cap any more";
                events.addAll(Exceptions.close(turn, "cap-exceeded:" + line.id(), why));
                events.addAll(Exceptions.close(turn, "cap-warning:" + line.id(), why));
            }
        }
        return events;
    }

    private static boolean concerns(Turn turn, Occasion occasion, Line line) {
        return switch (occasion) {
            case Happened(TimeApproved time) -> draws(turn, time.line(), line);
            case Happened(TimeTakenBack time) -> draws(turn, time.line(), line);
            case Happened(UnitsWrittenOff units) -> draws(turn, units.line(), line);
            case Happened(ContractAmended _), Happened(AmendmentRevoked _) -> true;
            case Happened _ -> false;
            case DayReached _, Again _ -> true;
        };
    }

    private static boolean draws(Turn turn, String worked, Line capped) {
        return worked.equals(capped.id())
                || SharedCap.isShared(turn, capped)
                        && SharedCap.group(turn, capped).stream()
                                .anyMatch(line -> line.id().equals(worked));
    }

    private static List<Event> watched(Turn turn, Line line, Money cap, boolean again) {
        Money claim = SharedCap.claimed(turn, line, cap);
        Money over = claim.minus(cap);
        Money warning = cap.times(Cap.warnPercent(turn).divide(HUNDRED), RoundingMode.HALF_UP);
        String exceeded = "cap-exceeded:" + line.id();
        String warned = "cap-warning:" + line.id();
        List<Event> events = new ArrayList<>();
        if (over.signum() > 0) {
            events.addAll(Exceptions.close(turn, warned, "the cap is exceeded"));
            events.addAll(
                    Cap.absorbs(turn)
                            ? absorbed(turn, line, over)
                            : Exceptions.isOpen(turn, exceeded) && !again
                                    ? List.of()
                                    : exceeded(turn, exceeded, line, cap, over));
            return events;
        }
        events.addAll(Exceptions.close(turn, exceeded, "the work is within the cap"));
        if (claim.compareTo(warning) < 0) {
            events.addAll(Exceptions.close(turn, warned, "the work is well within the cap"));
        } else if (!Exceptions.isOpen(turn, warned)) {
            events.addAll(warned(turn, warned, line, cap));
        }
        return events;
    }

    private static List<Event> exceeded(Turn turn, String key, Line line, Money cap, Money over) {
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        key,
                        "cap-exceeded",
                        ("Approved time on %s exceeds its cap of %s by %s and is held. Raise "
                                        + "the cap by amendment, or write it off.")
                                .formatted(line.name(), cap, over),
                        Map.of("line", line.id(), "cap", cap.toString(), "over", over.toString()),
                        Optional.of(over),
                        turn.release().ownerOf("billing")));
    }

    private static List<Event> warned(Turn turn, String key, Line line, Money cap) {
        String percent = Cap.warnPercent(turn).toPlainString();
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        key,
                        "cap-warning",
                        ("Approved time on %s has passed %s percent of its cap of %s. Agree "
                                        + "a higher cap, or plan its end.")
                                .formatted(line.name(), percent, cap),
                        Map.of("line", line.id(), "cap", cap.toString()),
                        Optional.empty(),
                        turn.release().ownerOf("billing")));
    }

    /** What is open of the lines of a cap; the last line of the contract loses first. */
    private static List<TimePool> openOf(Turn turn, Line root) {
        List<String> order =
                (SharedCap.isShared(turn, root) ? SharedCap.group(turn, root) : List.of(root))
                        .stream().map(Line::id).toList();
        return turn.state().billing().units().openPools().values().stream()
                .filter(pool -> order.contains(pool.line()))
                .sorted(Comparator.comparing((TimePool pool) -> -order.indexOf(pool.line())))
                .toList();
    }

    private static List<Event> absorbed(Turn turn, Line line, Money over) {
        List<Event> events = new ArrayList<>();
        Money left = over;
        for (TimePool pool : openOf(turn, line)) {
            Money amount = left.min(pool.openAmount());
            if (amount.signum() > 0) {
                left = left.minus(amount);
                events.add(
                        new UnitsWrittenOff(
                                pool.key(),
                                pool.line(),
                                pool.period(),
                                pool.role(),
                                turn.today(),
                                pool.hoursOf(amount),
                                amount,
                                Money.zero(amount.currency()),
                                "policy",
                                "above the cap, which the policy absorbs"));
            }
        }
        return events;
    }
}
