package throughline.dispatch;

import java.util.Map;
import throughline.align.Action;
import throughline.align.ActionOutcome;

/**
 * What a system answered, as far as it can be kept. A text with a NUL or with half a character can
 * be kept by nobody: whoever tried would fail for as long as the system answers so.
 */
final class Keepable {

    /** Stands where a character was lost. */
    private static final int LOST = 0xFFFD;

    private Keepable() {}

    static Ending of(Action action, Ending ending) {
        return switch (ending) {
            case Ending.Ended(var outcome) -> new Ending.Ended(outcome(action, outcome));
            case Ending.SendAgain(var after, var kind, var sentence) ->
                    new Ending.SendAgain(after, kind, text(sentence));
            case Ending.SearchLater(var after, var sentence) ->
                    new Ending.SearchLater(after, text(sentence));
        };
    }

    private static ActionOutcome outcome(Action action, ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Confirmed(var id, var facts) when !isKept(id) || !areKept(facts) ->
                    new ActionOutcome.Ambiguous(
                            action.key()
                                    + " was answered by "
                                    + action.system()
                                    + " with an id or a number that nobody can keep: it holds a NUL"
                                    + " or half of a character. Look there and say what became of"
                                    + " it.");
            case ActionOutcome.Rejected(var code, var sentence) ->
                    new ActionOutcome.Rejected(text(code), text(sentence));
            case ActionOutcome.Ambiguous(var sentence) ->
                    new ActionOutcome.Ambiguous(text(sentence));
            case ActionOutcome.Confirmed _, ActionOutcome.Cancelled _ -> outcome;
        };
    }

    private static boolean areKept(Map<String, String> facts) {
        return facts.entrySet().stream()
                .allMatch(each -> isKept(each.getKey()) && isKept(each.getValue()));
    }

    private static boolean isKept(String text) {
        return text.codePoints().noneMatch(Keepable::isLost);
    }

    private static String text(String text) {
        return isKept(text)
                ? text
                : text.codePoints()
                        .map(each -> isLost(each) ? LOST : each)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
    }

    private static boolean isLost(int character) {
        return character == 0
                || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }
}
