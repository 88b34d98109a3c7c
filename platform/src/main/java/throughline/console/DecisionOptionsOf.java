package throughline.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import throughline.billing.Charge;
import throughline.billing.TimePool;
import throughline.billing.Waivable;
import throughline.console.ApprovalsView.Hidden;
import throughline.console.DecisionsView.Field;
import throughline.console.DecisionsView.Open;
import throughline.console.DecisionsView.Option;
import throughline.console.DecisionsView.Unit;
import throughline.engagement.Attention;
import throughline.engagement.BusinessException;
import throughline.engagement.Engagement;
import throughline.wording.GroupedAmounts;

/**
 * What may be decided about an engagement's exceptions and open units: only what the desk takes.
 */
final class DecisionOptionsOf {

    private DecisionOptionsOf() {}

    static Open open(Attention attention, BusinessException exception) {
        List<Option> options = options(exception);
        return new Open(
                exception.key(),
                exception.code(),
                GroupedAmounts.in(exception.sentence()),
                exception.owner(),
                PromiseRows.deadline(attention, exception),
                exception.atStake().map(Wording::amount).orElse("–"),
                options,
                options.isEmpty()
                        ? "Nothing can be decided here: mend the cause where it lies, and it closes"
                                + " by itself."
                        : "");
    }

    private static List<Option> options(BusinessException exception) {
        String key = exception.key();
        String action = exception.facts().getOrDefault("action", "");
        if (exception.code().equals("action-rejected")) {
            return List.of(
                    again(action),
                    option("Give it up", List.of(), "decision", "cancel", "action", action));
        }
        if (exception.code().equals("action-cancelled")) {
            return List.of(again(action));
        }
        if (exception.code().equals("action-ambiguous")) {
            return List.of(
                    option(
                            "It happened",
                            List.of(
                                    new Field("external-id", "Its id there", true),
                                    new Field("number", "Its number there", false),
                                    new Field("date", "Its date, as 2026-03-31", false),
                                    new Field("tax", "Its tax, as 190.00", false)),
                            "decision",
                            "settle",
                            "action",
                            action,
                            "happened",
                            "true"),
                    option(
                            "It never happened",
                            List.of(),
                            "decision",
                            "settle",
                            "action",
                            action,
                            "happened",
                            "false"));
        }
        if (key.startsWith("credit-undecided:")) {
            String unit = "credit-note:" + key.substring("credit-undecided:".length());
            return List.of(
                    option("Write it off", List.of(), "decision", "write-off", "unit", unit));
        }
        if (Waivable.is(exception)) {
            return List.of(
                    option("Waive this", List.of(), "decision", "waive", "code", key),
                    option(
                            "Waive all of its kind",
                            List.of(),
                            "decision",
                            "waive",
                            "code",
                            exception.code()));
        }
        if (key.startsWith("gate:")) {
            List<Option> options = new ArrayList<>();
            String content = exception.facts().getOrDefault("content", "");
            if (!content.isEmpty()) {
                options.add(
                        option(
                                "Approve the terms",
                                List.of(),
                                "decision",
                                "approve",
                                "content-hash",
                                content));
            }
            options.add(option("Waive", List.of(), "decision", "waive", "code", exception.code()));
            return options;
        }
        return List.of();
    }

    private static Option again(String action) {
        return option("Ask again", List.of(), "decision", "retry", "action", action);
    }

    private static Option option(String text, List<Field> fields, String... hidden) {
        List<Hidden> all = new ArrayList<>();
        for (int i = 0; i < hidden.length; i += 2) {
            all.add(new Hidden(hidden[i], hidden[i + 1]));
        }
        return new Option(text, all, fields);
    }

    static List<Unit> units(Engagement state, String href) {
        List<Unit> units = new ArrayList<>();
        for (Charge charge : state.billing().charges().values()) {
            if (charge.isOpen()) {
                units.add(
                        unit(
                                ChargeName.of(charge.id(), state.terms()),
                                Wording.amount(charge.open()),
                                href,
                                "charge:" + charge.id()));
            }
        }
        for (var pool : state.billing().pools().entrySet()) {
            TimePool time = pool.getValue();
            if (!time.openAmount().isZero()) {
                units.add(
                        unit(
                                time.openHours() + " h " + time.role() + ", " + time.period(),
                                Wording.amount(time.openAmount()),
                                href,
                                "time:" + pool.getKey()));
            }
        }
        return units;
    }

    private static Unit unit(String what, String amount, String href, String unit) {
        return new Unit(
                what,
                amount,
                href
                        + "/preview?decision=write-off&unit="
                        + URLEncoder.encode(unit, StandardCharsets.UTF_8));
    }
}
