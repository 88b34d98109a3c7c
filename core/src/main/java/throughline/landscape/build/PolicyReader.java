package throughline.landscape.build;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import throughline.landscape.ClockPolicy;
import throughline.landscape.GateName;
import throughline.landscape.GatePolicy;
import throughline.landscape.NearMiss;
import throughline.landscape.Pause;
import throughline.landscape.expression.Expression;
import throughline.policy.Gates;
import throughline.policy.RequiredFields;
import throughline.wording.Kebab;

/** Reads gates and clocks, after overlays were merged. */
final class PolicyReader {

    private static final int DEFAULT_WARNING_PERCENT = 75;
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private final Expressions conditions;
    private final Set<String> entities;
    private final Defects defects;

    /**
     * @param conditions expressions over {@code deal}, {@code customer} and {@code terms}
     * @param entities the codes of the legal entities
     */
    PolicyReader(Expressions conditions, Set<String> entities, Defects defects) {
        this.conditions = conditions;
        this.entities = entities;
        this.defects = defects;
    }

    /** All nine gates in their order; one that the file leaves out has no settings of its own. */
    List<GatePolicy> gates(Tree tree, Ownership ownership) {
        Reading reading = Reading.of(tree, "gates", defects);
        List<GatePolicy> result = new ArrayList<>();
        for (GateName gate : GateName.values()) {
            String name = name(gate);
            result.add(gate(gate, name, reading.section(name), ownership));
        }
        reading.done();
        return result;
    }

    static String name(GateName gate) {
        return Kebab.of(gate);
    }

    private GatePolicy gate(GateName gate, String name, Reading reading, Ownership ownership) {
        boolean enabled = reading.truth("enabled", true);
        List<String> required = reading.texts("required");
        Map<String, String> settings = reading.textsByName("settings");
        known(gate, required, settings, reading);
        SettingValues.check(name, reading.section("settings"));
        List<GatePolicy.Condition> holding = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        for (Reading condition : reading.sections("conditions", "A condition")) {
            condition(condition, codes).ifPresent(holding::add);
        }
        List<String> waivers = reading.texts("waivers");
        String part = "policies/" + name;
        String owner = reading.optional("owner").or(() -> ownership.ownerOf(part)).orElse("");
        ownership.part(part, owner, reading.place());
        reading.done();
        return new GatePolicy(gate, enabled, required, settings, holding, owner, waivers);
    }

    /** A word that no gate reads would be a rule that silently does not hold. */
    private void known(
            GateName gate, List<String> required, Map<String, String> settings, Reading reading) {
        for (String word : required) {
            if (!RequiredFields.isKnown(word)) {
                reading.defect(
                        "required",
                        "unknown-reference",
                        ("There is no field %s to require. Use deal.ATTRIBUTE,"
                                        + " customer.ATTRIBUTE, %s.")
                                .formatted(word, String.join(", ", RequiredFields.words())));
            }
        }
        Set<String> read = new TreeSet<>(Gates.of(gate).settings());
        for (String setting : settings.keySet()) {
            if (!read.contains(setting)) {
                defects.add(
                        reading.section("settings").name(setting),
                        "unknown-reference",
                        "The gate %s does not read %s.%s It reads %s."
                                .formatted(
                                        name(gate),
                                        setting,
                                        NearMiss.hint(setting, read),
                                        read.isEmpty() ? "none" : String.join(", ", read)));
            }
        }
        String entity = settings.get("default");
        if (gate == GateName.LEGAL_ENTITY && entity != null && !entities.contains(entity)) {
            reading.section("settings")
                    .unless(
                            "entities/" + entity,
                            "default",
                            "unknown-reference",
                            "There is no legal entity %s. Declare it in landscape.yaml."
                                    .formatted(entity));
        }
    }

    /**
     * A condition of a gate.
     *
     * @param codes those of the gate so far
     */
    private Optional<GatePolicy.Condition> condition(Reading reading, Set<String> codes) {
        String code = reading.text("code");
        if (!code.isEmpty() && !CODE.matcher(code).matches()) {
            reading.defect(
                    "code",
                    "bad-value",
                    "code is \"%s\". Write it in small letters, as customer-unknown."
                            .formatted(code));
        } else if (!code.isEmpty() && !codes.add(code)) {
            reading.defect(
                    "code",
                    "duplicate",
                    "Two conditions of this gate are called %s. Rename one.".formatted(code));
        }
        String sentence = reading.text("sentence");
        Optional<Expression> holds =
                reading.tree("holds").flatMap(tree -> conditions.onFacts("holds", tree));
        if (!reading.has("holds")) {
            reading.missing("holds");
        }
        Place place = reading.place("holds");
        reading.done();
        Optional<FactCondition> condition =
                holds.map(
                        expression ->
                                new FactCondition(
                                        code,
                                        sentence,
                                        expression,
                                        conditions.vocabulary(),
                                        place));
        condition
                .filter(found -> found.reads().isEmpty())
                .ifPresent(
                        found ->
                                reading.defect(
                                        "holds",
                                        "unreachable-rule",
                                        "This reads no fact, so it would always hold, or never."
                                                + " Name one, such as deal.attributes.NAME, or"
                                                + " remove the condition."));
        return condition.map(GatePolicy.Condition.class::cast);
    }

    /**
     * The clocks by name.
     *
     * @param gates those of the same unit
     */
    List<ClockPolicy> clocks(Tree tree, List<GatePolicy> gates, Ownership ownership) {
        Reading reading = Reading.of(tree, "clocks", defects);
        List<ClockPolicy> result = new ArrayList<>();
        for (String name : reading.keys()) {
            clock(name, reading.section(name), gates, ownership)
                    .filter(clock -> onlyOne(clock, result, reading))
                    .ifPresent(result::add);
        }
        return result;
    }

    /** Of two clocks between the same facts only the first would ever be started. */
    private static boolean onlyOne(ClockPolicy clock, List<ClockPolicy> before, Reading reading) {
        Optional<ClockPolicy> first =
                before.stream()
                        .filter(each -> ClockPolicy.RUNNING.contains(each.between()))
                        .filter(each -> each.between().equals(clock.between()))
                        .findFirst();
        first.ifPresent(
                other ->
                        reading.defect(
                                clock.name(),
                                "duplicate",
                                ("Clock %s runs from %s, as %s does. Keep one; a unit that wants it"
                                                + " otherwise changes it under that name.")
                                        .formatted(clock.name(), clock.between(), other.name())));
        return first.isEmpty();
    }

    private Optional<ClockPolicy> clock(
            String name, Reading reading, List<GatePolicy> gates, Ownership ownership) {
        String from = reading.text("from");
        String to = reading.text("to");
        ClockPolicy.Between between = new ClockPolicy.Between(from, to);
        ran(reading, between);
        Optional<Duration> target = duration(reading);
        int warnAt = reading.number("warnAt", DEFAULT_WARNING_PERCENT);
        if (warnAt < 1 || warnAt > 100) {
            reading.defect("warnAt", "bad-value", "warnAt is a percentage from 1 to 100.");
        }
        String part = "clocks/" + name;
        String owner = reading.optional("owner").or(() -> ownership.ownerOf(part)).orElse("");
        ownership.part(part, owner, reading.place());
        List<Pause> pauses =
                new PauseReader(conditions, ownership, gates, between)
                        .read(reading.section("pauses"));
        reading.done();
        return target.map(time -> new ClockPolicy(name, from, to, time, warnAt, owner, pauses));
    }

    /** A clock that nothing starts or stops would look like a promise that is always kept. */
    private static void ran(Reading reading, ClockPolicy.Between asked) {
        if (!asked.from().isEmpty()
                && !asked.to().isEmpty()
                && !ClockPolicy.RUNNING.contains(asked)) {
            reading.defect(
                    "from",
                    "unknown-reference",
                    "No clock runs from %s. Clocks run from %s."
                            .formatted(
                                    asked,
                                    ClockPolicy.RUNNING.stream()
                                            .map(ClockPolicy.Between::toString)
                                            .collect(Collectors.joining(", from "))));
        }
    }

    private static Optional<Duration> duration(Reading reading) {
        String text = reading.text("target");
        try {
            if (text.isEmpty()) {
                return Optional.empty();
            }
            Duration target = Duration.parse(text);
            if (target.isPositive()) {
                return Optional.of(target);
            }
        } catch (DateTimeException unreadable) {
            // told below, as what is no time at all
        }
        reading.defect(
                "target",
                "bad-value",
                "target is %s. Write business time as PT4H or PT30M.".formatted(text));
        return Optional.empty();
    }

    /**
     * Merges the gates of several files; the same gate in two of them is a mistake. Gates that none
     * of them sets belong to the owner of the first file.
     */
    static Tree together(List<Tree> files, Defects defects) {
        Map<String, Tree> gates = new HashMap<>();
        Place place = files.isEmpty() ? Place.of("policies") : files.getFirst().place();
        String firstOwner = "";
        for (Tree file : files) {
            Reading reading = Reading.of(file, "A policy file", defects);
            String owner = reading.optional("owner").orElse("");
            firstOwner = firstOwner.isEmpty() ? owner : firstOwner;
            reading.entries("gates")
                    .forEach((name, gate) -> add(name, owned(gate, owner), gates, defects));
            reading.done();
        }
        Tree unset = owned(new Tree.Section(Map.of(), place), firstOwner);
        for (GateName gate : GateName.values()) {
            gates.putIfAbsent(name(gate), unset);
        }
        return new Tree.Section(gates, place);
    }

    private static void add(String name, Tree gate, Map<String, Tree> gates, Defects defects) {
        Tree before = gates.putIfAbsent(name, gate);
        if (before != null) {
            defects.add(
                    gate.place(),
                    "duplicate",
                    "The gate %s is set at %s already. Keep one.".formatted(name, before.place()));
        }
    }

    /** A section that names no owner takes the one of its file. */
    static Tree owned(Tree tree, String owner) {
        if (owner.isBlank()
                || !(tree instanceof Tree.Section section)
                || section.entries().containsKey("owner")) {
            return tree;
        }
        Map<String, Tree> entries = new HashMap<>(section.entries());
        entries.put("owner", new Tree.Text(owner, false, section.place()));
        return new Tree.Section(entries, section.place(), section.names());
    }
}
