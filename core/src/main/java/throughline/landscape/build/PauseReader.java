package throughline.landscape.build;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import throughline.landscape.ClockPolicy;
import throughline.landscape.GatePolicy;
import throughline.landscape.NearMiss;
import throughline.landscape.Pause;
import throughline.policy.ExceptionCodes;

/** Reads why a clock may stand still, and refuses what would never hold, or never end. */
final class PauseReader {

    private static final Set<String> WORDS = Set.of("enabled", "while", "exception", "owner");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,59}");

    private final Expressions conditions;
    private final Ownership ownership;
    private final Set<String> ofGates;
    private final boolean beforeBooking;

    /**
     * @param conditions expressions over {@code deal} and {@code customer}
     * @param gates those of the unit, whose conditions have codes of their own
     */
    PauseReader(
            Expressions conditions,
            Ownership ownership,
            List<GatePolicy> gates,
            ClockPolicy.Between clock) {
        this.conditions = conditions;
        this.ownership = ownership;
        this.ofGates = new TreeSet<>(ExceptionCodes.ofGates());
        gates.forEach(gate -> gate.conditions().forEach(each -> ofGates.add(each.code())));
        this.beforeBooking = clock.equals(ClockPolicy.WON_TO_ACTIVE);
    }

    List<Pause> read(Reading pauses) {
        List<Pause> result = new ArrayList<>();
        for (String name : pauses.keys()) {
            if (!NAME.matcher(name).matches()) {
                pauses.defect(
                        name,
                        "bad-value",
                        ("A pause is called %s. People read its name as the reason: write it in"
                                        + " small letters with hyphens, as waiting-for-customer.")
                                .formatted(name));
            }
            Set<String> others = new TreeSet<>(pauses.keys());
            others.remove(name);
            read(name, pauses.section(name), others).ifPresent(result::add);
        }
        return result;
    }

    private Optional<Pause> read(String name, Reading reading, Set<String> others) {
        boolean enabled = reading.truth("enabled", true);
        boolean condition = reading.has("while");
        boolean exception = reading.has("exception") || reading.has("owner");
        Optional<Pause> pause = condition ? whileHolds(name, reading) : untilClosed(name, reading);
        WORDS.forEach(reading::tree);
        if (condition && exception) {
            reading.defect(
                    "while",
                    "bad-shape",
                    "%s waits for two things. Make one pause with while, and another one with"
                                    .formatted(name)
                            + " exception and owner.");
            pause = Optional.empty();
        } else if (!condition && !exception) {
            // What is written instead is told by itself.
            if (WORDS.containsAll(reading.keys())) {
                reading.defect(
                        "while",
                        "missing",
                        "%s does not say what the clock waits for.%s Add while, exception or owner."
                                .formatted(name, NearMiss.hint(name, others)));
            }
            pause = Optional.empty();
        }
        reading.done();
        return enabled ? pause : Optional.empty();
    }

    private Optional<Pause> whileHolds(String name, Reading reading) {
        Place place = reading.place("while");
        return reading.tree("while")
                .flatMap(tree -> conditions.onFacts("while", tree))
                .map(
                        expression ->
                                new FactCondition(
                                        name, "", expression, conditions.vocabulary(), place))
                .filter(condition -> changes(condition, reading))
                .map(condition -> new Pause.While(name, condition));
    }

    /** Whether it can begin and end while the clock is there. */
    private boolean changes(FactCondition condition, Reading reading) {
        Set<String> reads = new HashSet<>(condition.reads());
        boolean terms = reads.stream().anyMatch(path -> path.split("\\.", 2)[0].equals("terms"));
        if (terms) {
            reading.defect(
                    "while",
                    "unknown-reference",
                    "A pause does not know terms. It can read deal and customer.");
        } else if (reads.isEmpty()) {
            reading.defect(
                    "while",
                    "bad-value",
                    "%s reads no fact: the clock would never run, or never pause. Name one, such"
                                    .formatted(condition.code())
                            + " as deal.attributes.NAME.");
        } else if (beforeBooking && reads.equals(Set.of("deal.stage"))) {
            reading.defect(
                    "while",
                    "bad-value",
                    "%s reads only deal.stage, which is WON for as long as this clock is there: it"
                                    .formatted(condition.code())
                            + " would never run, or never pause. Name another fact.");
        } else {
            return true;
        }
        return false;
    }

    private Optional<Pause> untilClosed(String name, Reading reading) {
        Set<String> codes = new TreeSet<>(reading.texts("exception"));
        codes.forEach(code -> check(code, reading));
        Optional<String> owner = reading.optional("owner");
        owner.ifPresent(each -> ownership.waitedFor(each, reading.place("owner")));
        return Optional.of(new Pause.UntilClosed(name, codes, owner));
    }

    private void check(String code, Reading reading) {
        if (ExceptionCodes.endless().contains(code)) {
            reading.defect(
                    "exception",
                    "bad-value",
                    "Nothing closes %s: the clock would never run again. Name an exception that"
                                    .formatted(code)
                            + " closes when its cause is gone.");
        } else if (!beforeBooking
                && ofGates.contains(code)
                && !ExceptionCodes.ofContracts().contains(code)) {
            reading.defect(
                    "exception",
                    "bad-value",
                    "%s is closed when a deal is booked, and this clock begins after that: it"
                                    .formatted(code)
                            + " would never pause. Name an exception of booked contracts.");
        } else if (!ofGates.contains(code) && !ExceptionCodes.ofContracts().contains(code)) {
            reading.defect(
                    "exception",
                    "unknown-reference",
                    "There is no exception %s.%s Use a code of a gate, of its conditions, or of"
                                    .formatted(code, NearMiss.hint(code, known()))
                            + " booked contracts (docs/concepts/engagement.md).");
        }
    }

    private Set<String> known() {
        Set<String> known = new TreeSet<>(ExceptionCodes.ofContracts());
        if (beforeBooking) {
            known.addAll(ofGates);
        }
        return known;
    }
}
