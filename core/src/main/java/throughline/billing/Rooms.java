package throughline.billing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.terms.Line;

/** What caps leave for the lines of one invoice; each amount that is taken leaves less. */
final class Rooms {

    private final Turn turn;
    private final Map<String, Money> ofLines = new HashMap<>();
    private final Map<String, Money> shared = new HashMap<>();

    Rooms(Turn turn) {
        this.turn = turn;
    }

    /** What of the open time of a pool may be billed; a deduction makes room for others. */
    Money take(TimePool pool) {
        Optional<Line> line = Invoicing.line(turn, pool.line());
        Optional<String> root =
                line.flatMap(it -> SharedCap.root(turn, it))
                        .filter(it -> SharedCap.isShared(turn, it))
                        .map(Line::id);
        line.flatMap(it -> Cap.left(turn, it))
                .ifPresent(room -> ofLines.putIfAbsent(pool.line(), room));
        root.ifPresent(
                id ->
                        line.flatMap(it -> SharedCap.left(turn, it))
                                .ifPresent(room -> shared.putIfAbsent(id, room)));
        Money amount = within(pool.openAmount(), ofLines.get(pool.line()));
        Money taken = root.isEmpty() ? amount : within(amount, shared.get(root.get()));
        ofLines.computeIfPresent(pool.line(), (_, room) -> room.minus(taken));
        root.ifPresent(id -> shared.computeIfPresent(id, (_, room) -> room.minus(taken)));
        return taken;
    }

    private static Money within(Money amount, @Nullable Money room) {
        return room == null ? amount : amount.min(room);
    }
}
