package throughline.connectors;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.align.Action;
import throughline.align.ActionKind;

/** Reads the bodies of actions, in canonical words, and puts them into a vendor's. */
final class Bodies {

    private Bodies() {}

    /** A text that every body of this kind has. */
    static String text(Action action, String name) {
        return Json.text(action.body(), name)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        action.key() + " was planned without " + name));
    }

    /** The id that another system gave to what this action depends on. */
    static Optional<String> externalId(Action action, ActionKind kind) {
        return Json.text(Json.child(action.body(), "externalIds"), kind.name());
    }

    /** Some values of an object under a vendor's names; absent ones stay absent. */
    static Map<String, Object> renamed(Map<String, Object> from, Map<String, String> names) {
        Map<String, Object> result = new LinkedHashMap<>();
        names.forEach(
                (theirs, ours) ->
                        Optional.ofNullable(from.get(ours))
                                .ifPresent(value -> result.put(theirs, value)));
        return result;
    }

    /** The same for each object of a list. */
    static List<Map<String, Object>> renamed(
            List<Map<String, Object>> from, Map<String, String> names) {
        return from.stream().map(each -> renamed(each, names)).toList();
    }

    /** The last day of a half-open range, for vendors who name that. */
    static Optional<String> lastDay(Map<String, Object> from, String until) {
        return Json.text(from, until).map(day -> LocalDate.parse(day).minusDays(1).toString());
    }

    /** Our journal lines, an amount between two accounts, as lines with a debit and a credit. */
    static List<Map<String, Object>> journalLines(Action action) {
        return Json.objects(action.body(), "lines").stream().flatMap(Bodies::twoSides).toList();
    }

    private static java.util.stream.Stream<Map<String, Object>> twoSides(Map<String, Object> line) {
        BigDecimal amount = new BigDecimal(Json.text(line, "amount").orElse("0"));
        boolean takenBack = amount.signum() < 0;
        String debit = Json.text(line, takenBack ? "credit" : "debit").orElse("");
        String credit = Json.text(line, takenBack ? "debit" : "credit").orElse("");
        String positive = amount.abs().toPlainString();
        String zero = BigDecimal.ZERO.setScale(amount.scale()).toPlainString();
        return java.util.stream.Stream.of(
                Map.of("account", debit, "debit", positive, "credit", zero),
                Map.of("account", credit, "debit", zero, "credit", positive));
    }
}
