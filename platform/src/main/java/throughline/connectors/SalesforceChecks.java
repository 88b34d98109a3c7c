package throughline.connectors;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import throughline.landscape.Lineage;
import throughline.landscape.Mapping;
import throughline.landscape.NearMiss;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Place;
import throughline.landscape.build.Surroundings;
import throughline.landscape.build.Tree;

/**
 * Checks what the file of a system says that is read by {@code salesforce-rest}, and whether that
 * brings what mappings read: children that no query asks for would be missing without a word.
 */
final class SalesforceChecks implements Surroundings.SystemCheck {

    static final String CONNECTOR = "salesforce-rest";

    private static final Pattern CHANNEL =
            Pattern.compile("/data/(ChangeEvents|\\w+ChangeEvent|\\w+__chn)");
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** What a query nests children below. */
    private static final String RECORDS = "records";

    @Override
    public void check(Tree file, Defects defects) {
        SettingNames.check(CONNECTOR, file, defects);
        if (at(file, Settings.CHANGE_EVENTS) instanceof Tree.Section section) {
            changeEvents(section, file, defects);
        } else if (!(at(file, Settings.CHANGE_EVENTS) instanceof Tree.Nothing)) {
            defects.add(
                    at(file, Settings.CHANGE_EVENTS).place(),
                    "wrong-type",
                    "changeEvents are no section. Write them as {channel: /data/ChangeEvents,"
                            + " every: 5s, overlap: 5m}.");
        }
    }

    private static void changeEvents(Tree.Section section, Tree file, Defects defects) {
        String channel = text(at(section, "channel"));
        if (section.entries().containsKey("channel") && !CHANNEL.matcher(channel).matches()) {
            defects.add(
                    at(section, "channel").place(),
                    "bad-value",
                    ("%s is no channel of change events. Write /data/ChangeEvents for all that is"
                                    + " selected there, /data/AccountChangeEvent or"
                                    + " /data/Line__ChangeEvent for one object, or /data/Name__chn"
                                    + " for a channel of your own.")
                            .formatted(channel.isEmpty() ? "This" : channel));
        }
        within(section, "every", Duration.ofMillis(500), LONGEST_PAUSE)
                .ifPresent(
                        text ->
                                defects.add(
                                        at(section, "every").place(),
                                        "bad-value",
                                        ("every is %s. Write between 500ms and 30s: who does not"
                                                        + " come back within 40 seconds is"
                                                        + " forgotten there.")
                                                .formatted(text)));
        within(section, "overlap", Duration.ofMinutes(1), Duration.ofDays(3))
                .ifPresent(
                        text ->
                                defects.add(
                                        at(section, "overlap").place(),
                                        "bad-value",
                                        ("overlap is %s. Write between 1m and 72h: records are"
                                                        + " stamped some time before what was done"
                                                        + " together with them is told.")
                                                .formatted(text)));
        if (polled(file).isEmpty()) {
            defects.add(
                    section.place(),
                    "missing",
                    "changeEvents say which records changed, and no source says which types are"
                            + " read. Add sources such as {kind: poll, type: Account, every: 10m};"
                            + " they also bring what no event tells.");
        }
    }

    /** What is written for a duration that is none, or not within these; empty when all is well. */
    private static Optional<String> within(
            Tree.Section section, String name, Duration least, Duration most) {
        if (!section.entries().containsKey(name)) {
            return Optional.empty();
        }
        String text = text(at(section, name));
        try {
            Duration read =
                    new Settings("", List.of(), Map.of(name, text)).duration(name, Duration.ZERO);
            boolean fits = read.compareTo(least) >= 0 && read.compareTo(most) <= 0;
            return fits ? Optional.empty() : Optional.of(text);
        } catch (DateTimeException | NumberFormatException unreadable) {
            return Optional.of(text.isEmpty() ? "no duration" : text);
        }
    }

    @Override
    public void check(Tree file, Mapping mapping, Place place, Defects defects) {
        if (!polled(file).contains(mapping.type())) {
            // Notifications may bring whatever their sender put into them.
            return;
        }
        String object = object(mapping.type());
        Set<String> declared = declared(file, object);
        Set<String> told = new LinkedHashSet<>();
        for (Lineage row : mapping.lineage()) {
            for (String read : row.reads()) {
                String path = children(read);
                if (!path.isEmpty() && !declared.contains(path) && told.add(path)) {
                    defects.add(
                            row.line() == 0 ? place : new Place(place.file(), row.line(), 0),
                            "unread",
                            ("%s is read of %s, and no query asks for its children %s.%s Add them"
                                            + " to children.%s in %s, or do not read them.")
                                    .formatted(
                                            "raw." + read,
                                            mapping.type(),
                                            path,
                                            NearMiss.hint(path, declared),
                                            object,
                                            file.place().file()));
                }
            }
        }
    }

    /** The vendor's name of a type: {@code opportunity} is {@code Opportunity} there. */
    static String object(String type) {
        return type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
    }

    /** The relationships that a way through a record goes down, with points between them. */
    private static String children(String read) {
        String[] way = read.replace("[]", "").split("\\.");
        StringBuilder path = new StringBuilder();
        for (int i = 0; i + 1 < way.length && way[i + 1].equals(RECORDS); i += 2) {
            path.append(path.isEmpty() ? "" : ".").append(way[i]);
        }
        return path.toString();
    }

    private static Set<String> polled(Tree file) {
        Set<String> polled = new LinkedHashSet<>();
        for (Tree source : items(at(file, "sources"))) {
            if (text(at(source, "kind")).equals("poll")) {
                polled.add(text(at(source, "type")));
            }
        }
        items(at(at(file, "poll"), "types")).forEach(type -> polled.add(text(type)));
        return polled;
    }

    /** All that comes with an object: a path brings what is on its way. */
    private static Set<String> declared(Tree file, String object) {
        Set<String> declared = new LinkedHashSet<>();
        for (Tree child : items(at(at(file, "children"), object))) {
            String path = text(child).isEmpty() ? text(at(child, "of")) : text(child);
            for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
                declared.add(path.substring(0, dot));
            }
            declared.add(path);
        }
        return declared;
    }

    private static Tree at(Tree tree, String name) {
        return Optional.of(tree)
                .filter(Tree.Section.class::isInstance)
                .map(section -> ((Tree.Section) section).entries().get(name))
                .orElse(new Tree.Nothing(tree.place()));
    }

    private static List<Tree> items(Tree tree) {
        return tree instanceof Tree.Items(var items, _) ? items : List.of();
    }

    private static String text(Tree tree) {
        return tree instanceof Tree.Text(var value, _, _) ? value : "";
    }
}
