package throughline.connectors.declared;

import dev.cel.common.types.CelType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import throughline.align.ActionKind;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Place;
import throughline.landscape.build.Reading;
import throughline.landscape.build.SystemSettings;
import throughline.landscape.build.Tree;

/** Reads the file of a system that is described by it alone, and notes all that is wrong. */
public final class HttpSystemReader {

    private final Defects defects;

    private HttpSystemReader(Defects defects) {
        this.defects = defects;
    }

    /** Notes what is wrong with a file. */
    public static void check(Tree file, Defects defects) {
        read(file, defects);
    }

    static HttpSystem read(Tree file, Defects defects) {
        return new HttpSystemReader(defects)
                .system(Reading.of(file, "A system of connector http", defects));
    }

    private HttpSystem system(Reading file) {
        SystemSettings.names().forEach(file::tree);
        Encoding encoding = encoding(file);
        Map<String, Object> values = values(file);
        Optional<CallReader.Procedures> procedures = procedures(file);
        CallReader calls = new CallReader(procedures);
        SignIn signIn = new SignInReader(calls, defects).read(file);
        Naming answers = Naming.of(defects, new LinkedHashMap<>()).answered();
        AnswerRules rules =
                new AnswerRules(AnswerRules.read(file, answers), encoding, procedures.isPresent());
        Map<String, ReadPlan> records = new LinkedHashMap<>();
        ReadReader reads = new ReadReader(calls, Naming.ofRecords(defects));
        file.entries("records")
                .forEach(
                        (type, tree) ->
                                reads.read(type, tree).ifPresent(plan -> records.put(type, plan)));
        Map<ActionKind, WritePlan> actions = actions(file, calls);
        agreement(file);
        Map<String, String> tls = tls(file);
        file.done();
        return new HttpSystem(encoding, tls, signIn, rules, values, records, actions);
    }

    private Encoding encoding(Reading file) {
        String json = file.optional("json").orElse("plain");
        if (!json.equals("plain") && !json.equals("tagged")) {
            file.defect("json", "bad-value", "json says %s. Use plain or tagged.".formatted(json));
        }
        return new Encoding(json.equals("tagged"), times(file), zone(file));
    }

    private static Optional<DateTimeFormatter> times(Reading file) {
        try {
            return file.optional("times")
                    .map(pattern -> DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            file.defect(
                    "times",
                    "bad-value",
                    "times is no pattern (%s). Write one such as uuuu-MM-dd HH:mm:ss."
                            .formatted(unknown.getMessage()));
            return Optional.empty();
        }
    }

    private static ZoneId zone(Reading file) {
        Optional<String> zone = file.optional("zone");
        try {
            return zone.map(ZoneId::of).orElse(ZoneOffset.UTC);
        } catch (DateTimeException unknown) {
            file.defect(
                    "zone",
                    "bad-value",
                    "There is no time zone %s. Use a name such as Europe/Berlin."
                            .formatted(zone.orElse("")));
            return ZoneOffset.UTC;
        }
    }

    /** Expressions over nothing, worked out once. */
    private Map<String, Object> values(Reading file) {
        Map<String, CelType> nothing = new LinkedHashMap<>();
        Naming naming = Naming.of(defects, nothing);
        Map<String, Object> values = new LinkedHashMap<>();
        file.entries("values")
                .forEach(
                        (name, tree) -> {
                            try {
                                Object value =
                                        Structure.read("values." + name, tree, naming)
                                                .made(Given.NOTHING);
                                if (value != null) {
                                    values.put(name, value);
                                }
                            } catch (NoValueException none) {
                                defects.add(tree.place(), "bad-expression", none.sentence());
                            }
                        });
        return values;
    }

    private static Map<String, String> tls(Reading file) {
        Reading tls = file.section("tls");
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : List.of("trust", "certificate", "privateKey")) {
            tls.optional(name).ifPresent(text -> texts.put(name, text));
        }
        if (texts.containsKey("certificate") != texts.containsKey("privateKey")) {
            tls.missing(texts.containsKey("certificate") ? "privateKey" : "certificate");
        }
        tls.done();
        return texts;
    }

    private Optional<CallReader.Procedures> procedures(Reading file) {
        if (file.tree("rpc").isEmpty()) {
            return Optional.empty();
        }
        Reading rpc = file.section("rpc");
        Optional<Tree> path = rpc.tree("path");
        Optional<String> version = rpc.optional("version");
        rpc.done();
        if (path.isPresent() && path.get() instanceof Tree.Text text) {
            return Optional.of(new CallReader.Procedures(text, version));
        }
        rpc.missing("path");
        return Optional.empty();
    }

    private Map<ActionKind, WritePlan> actions(Reading file, CallReader calls) {
        Map<ActionKind, WritePlan> actions = new EnumMap<>(ActionKind.class);
        WriteReader writes = new WriteReader(calls, Naming.ofActions(defects));
        file.entries("actions")
                .forEach(
                        (kind, tree) ->
                                kind(kind, tree.place())
                                        .ifPresent(
                                                known ->
                                                        writes.read(kind, tree)
                                                                .ifPresent(
                                                                        plan ->
                                                                                actions.put(
                                                                                        known,
                                                                                        plan))));
        return actions;
    }

    private Optional<ActionKind> kind(String name, Place place) {
        for (ActionKind kind : ActionKind.values()) {
            if (kind.name().equals(name)) {
                return Optional.of(kind);
            }
        }
        defects.add(
                place,
                "unknown-reference",
                "There is no action %s. Use one of %s."
                        .formatted(name, List.of(ActionKind.values())));
        return Optional.empty();
    }

    /** What is received is described, and the other way round; what is polled is listed. */
    private void agreement(Reading file) {
        Set<String> described = file.entries("actions").keySet();
        Set<String> received = new LinkedHashSet<>(file.texts("writes"));
        for (String kind : received) {
            if (!described.contains(kind)) {
                file.defect(
                        "writes",
                        "missing",
                        "writes names %s, and actions does not say how it is brought about. Add"
                                        .formatted(kind)
                                + " actions."
                                + kind
                                + ", or take it out of writes.");
            }
        }
        for (String kind : described) {
            if (!received.contains(kind)) {
                file.defect(
                        "actions",
                        "unused",
                        "actions describes %s, which is not received. Add it to writes, or delete"
                                        .formatted(kind)
                                + " it.");
            }
        }
        Set<String> listed = file.entries("records").keySet();
        for (String type : polled(file)) {
            if (!listed.contains(type)) {
                file.defect(
                        "sources",
                        "unknown-reference",
                        "%s is polled, and records does not say how it is listed. Add records.%s;"
                                        .formatted(type, type)
                                + " listed are "
                                + String.join(", ", new TreeSet<>(listed))
                                + ".");
            }
        }
    }

    private static Set<String> polled(Reading file) {
        Set<String> types = new LinkedHashSet<>(file.section("poll").texts("types"));
        for (Reading source : file.sections("sources", "A source")) {
            if (source.optional("kind").orElse("").equals("poll")) {
                source.optional("type").ifPresent(types::add);
            }
        }
        return types;
    }
}
