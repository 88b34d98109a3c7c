package throughline.engagement;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.AttentionEvent.ExceptionClosed;
import throughline.engagement.AttentionEvent.ExceptionRaised;
import throughline.money.Money;

/** Raises an exception unless just this one is open already, and closes it unless it is not. */
public final class Exceptions {

    private Exceptions() {}

    /** Makes sure that the exception is open as it is worded here. */
    public static List<Event> raise(Turn turn, BusinessException exception) {
        BusinessException open = turn.state().attention().exceptions().get(exception.key());
        return exception.equals(open) ? List.of() : List.of(new ExceptionRaised(exception));
    }

    /** Makes sure that no exception of this key is open. */
    public static List<Event> close(Turn turn, String key, String why) {
        return isOpen(turn, key) ? List.of(new ExceptionClosed(key, why)) : List.of();
    }

    /** Whether an exception of this key is open. */
    public static boolean isOpen(Turn turn, String key) {
        return turn.state().attention().exceptions().containsKey(key);
    }

    /** An exception that there is at most one of in an engagement, and that has no deadline. */
    public static BusinessException single(
            String code,
            String sentence,
            Map<String, String> facts,
            Optional<Money> atStake,
            String owner) {
        return keyed(code, code, sentence, facts, atStake, owner);
    }

    /** An exception about one thing among several, without a deadline. */
    public static BusinessException keyed(
            String key,
            String code,
            String sentence,
            Map<String, String> facts,
            Optional<Money> atStake,
            String owner) {
        Optional<Instant> due = Optional.empty();
        return new BusinessException(key, code, sentence, facts, atStake, owner, code, due);
    }
}
