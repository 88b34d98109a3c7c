package throughline.decisions;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.align.ActionKey;
import throughline.align.ActionOutcome;
import throughline.engagement.Signal.Verdict;
import throughline.journal.StateCodec;
import throughline.money.Money;
import throughline.observed.RecordKey;
import throughline.people.RefusedToPersonException;
import throughline.terms.Treatment;
import throughline.wording.Words;

/** Decisions as people and programs write them, and as requests keep them. */
public final class Verdicts {

    private static final int LONGEST = 400;
    private static final List<String> KINDS =
            List.of(
                    "waive",
                    "approve",
                    "treat",
                    "settle",
                    "retry",
                    "cancel",
                    "credit",
                    "write-off");

    private Verdicts() {}

    /**
     * The decision that somebody asks for, without its reason.
     *
     * @param given {@code decision} and what belongs to it
     * @throws RefusedToPersonException with all faults at once
     */
    public static Verdict of(Map<String, String> given) {
        List<String> faults = new ArrayList<>();
        String kind = given.getOrDefault("decision", "");
        Verdict verdict =
                switch (kind) {
                    case "waive" -> new Verdict.Waive(needed(given, "code", faults), "");
                    case "approve" ->
                            new Verdict.Approve(needed(given, "content-hash", faults), "");
                    case "settle" -> settled(given, faults);
                    case "retry" ->
                            new Verdict.Retry(new ActionKey(needed(given, "action", faults)));
                    case "cancel" ->
                            new Verdict.Cancel(new ActionKey(needed(given, "action", faults)), "");
                    case "treat" -> treated(given, faults);
                    case "credit" -> credited(given, faults);
                    case "write-off" -> new Verdict.WriteOff(unit(given, faults), "");
                    default -> {
                        faults.add("decision must be one of " + String.join(", ", KINDS));
                        yield new Verdict.Waive("", "");
                    }
                };
        if (!faults.isEmpty()) {
            throw RefusedToPersonException.faulty(
                    "decision-faulty", "Nothing was decided: " + String.join("; ", faults) + ".");
        }
        return verdict;
    }

    private static Verdict settled(Map<String, String> given, List<String> faults) {
        ActionKey action = new ActionKey(needed(given, "action", faults));
        String happened = given.getOrDefault("happened", "");
        if (happened.equals("false")) {
            return new Verdict.Settle(
                    action,
                    new ActionOutcome.Rejected("not-there", "a person looked and found nothing"));
        }
        if (!happened.equals("true")) {
            faults.add("happened must be true or false");
        }
        Map<String, String> facts = new LinkedHashMap<>();
        for (String name : List.of("number", "date", "tax")) {
            String value = given.getOrDefault(name, "").strip();
            if (value.length() > LONGEST) {
                faults.add(name + " is too long");
            } else if (!value.isEmpty()) {
                facts.put(name, value);
            }
        }
        checked(facts, faults);
        return new Verdict.Settle(
                action, new ActionOutcome.Confirmed(needed(given, "external-id", faults), facts));
    }

    private static void checked(Map<String, String> facts, List<String> faults) {
        if (facts.containsKey("date") && !isDay(facts.get("date"))) {
            faults.add("date must be written as 2026-03-31");
        }
        if (facts.containsKey("tax") && !facts.get("tax").matches("-?\\d{1,15}(\\.\\d{1,4})?")) {
            faults.add("tax must be a decimal such as 190.00");
        }
    }

    private static boolean isDay(String text) {
        try {
            return text.length() == 10 && !LocalDate.parse(text).toString().isEmpty();
        } catch (DateTimeException none) {
            return false;
        }
    }

    private static Verdict treated(Map<String, String> given, List<String> faults) {
        String[] order = needed(given, "change-order", faults).split(":", 3);
        String line = needed(given, "line", faults);
        String word = given.getOrDefault("treatment", "").strip();
        Optional<Treatment> treatment =
                Arrays.stream(Treatment.values())
                        .filter(each -> each.word().equals(word))
                        .findAny();
        if (treatment.isEmpty()) {
            faults.add("treatment must be separate-contract, prospective or catch-up");
        }
        if (order.length != 3 || Arrays.stream(order).anyMatch(String::isBlank)) {
            faults.add("change-order must be written as SYSTEM:TYPE:ID");
        }
        return faults.isEmpty()
                ? new Verdict.Treat(
                        new RecordKey(order[0], order[1], order[2]),
                        line,
                        treatment.orElseThrow(),
                        "none given yet")
                : new Verdict.Waive("", "");
    }

    private static Verdict credited(Map<String, String> given, List<String> faults) {
        String invoice = needed(given, "invoice", faults);
        String order = needed(given, "order", faults);
        String text = given.getOrDefault("amount", "").strip();
        Optional<Money> amount =
                text.matches("[A-Z]{3} \\d{1,12}(\\.\\d{1,4})?") ? money(text) : Optional.empty();
        if (amount.isEmpty() || amount.get().signum() == 0) {
            faults.add("amount must be more than nothing, written as EUR 1000.00");
        }
        return faults.isEmpty()
                ? new Verdict.Credit(invoice, amount.orElseThrow(), order, "")
                : new Verdict.Waive("", "");
    }

    private static Optional<Money> money(String text) {
        try {
            return Optional.of(Money.parse(text));
        } catch (ArithmeticException | IllegalArgumentException notMoney) {
            return Optional.empty();
        }
    }

    private static RecordKey unit(Map<String, String> given, List<String> faults) {
        String text = needed(given, "unit", faults);
        String[] parts = text.split(":", 2);
        if (parts.length != 2
                || !List.of("charge", "time", "credit-note").contains(parts[0])
                || parts[1].isBlank()) {
            faults.add("unit must be charge:ID, time:LINE/PERIOD/ROLE or credit-note:ID");
            return new RecordKey("throughline", "charge", "none");
        }
        return new RecordKey("throughline", parts[0], parts[1]);
    }

    private static String needed(Map<String, String> given, String name, List<String> faults) {
        String value = given.getOrDefault(name, "").strip();
        if (value.isEmpty() || value.length() > LONGEST) {
            faults.add(name + " must have 1 to " + LONGEST + " characters");
            return "missing";
        }
        return value;
    }

    /** What kind of decision it is, as {@code write-off}. */
    public static String kind(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Waive _ -> "waive";
            case Verdict.Approve _ -> "approve";
            case Verdict.Settle _ -> "settle";
            case Verdict.Retry _ -> "retry";
            case Verdict.Cancel _ -> "cancel";
            case Verdict.WriteOff _ -> "write-off";
            case Verdict.Treat _ -> "treat";
            case Verdict.Credit _ -> "credit";
        };
    }

    /** What was done, as the audit log calls it. */
    static String done(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Waive _ -> "waived";
            case Verdict.Approve _ -> "terms-approved";
            case Verdict.Settle _ -> "settled";
            case Verdict.Retry _ -> "retried";
            case Verdict.Cancel _ -> "cancelled";
            case Verdict.WriteOff _ -> "written-off";
            case Verdict.Treat _ -> "treated";
            case Verdict.Credit _ -> "credited";
        };
    }

    /** The same decision with the reason that was given. */
    static Verdict because(Verdict verdict, String reason) {
        return switch (verdict) {
            case Verdict.Waive(var code, var _) -> new Verdict.Waive(code, reason);
            case Verdict.Approve(var hash, var _) -> new Verdict.Approve(hash, reason);
            case Verdict.WriteOff(var unit, var _) -> new Verdict.WriteOff(unit, reason);
            case Verdict.Treat(var order, var line, var treatment, var _) ->
                    new Verdict.Treat(order, line, treatment, reason);
            case Verdict.Credit(var invoice, var amount, var order, var _) ->
                    new Verdict.Credit(invoice, amount, order, reason);
            case Verdict.Cancel(var action, var _) -> new Verdict.Cancel(action, reason);
            case Verdict.Settle _, Verdict.Retry _ -> verdict;
        };
    }

    /** A decision as a request keeps it. */
    static String text(Verdict verdict) {
        return Base64.getEncoder().encodeToString(StateCodec.verdict(verdict));
    }

    static Verdict read(String text) {
        return StateCodec.verdict(Base64.getDecoder().decode(text));
    }

    static String words(Enum<?> name) {
        return Words.of(name);
    }
}
