package throughline.releases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Place;
import throughline.landscape.build.Tree;

/** One YAML file as a tree with places. Values stay texts; aliases are not taken. */
final class YamlFile {

    private static final int DEEPEST = 50;

    private final String file;
    private final Defects defects;

    private YamlFile(String file, Defects defects) {
        this.file = file;
        this.defects = defects;
    }

    static Tree read(String file, String text, Defects defects) {
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(file)
                        .setCodePointLimit(ContractFile.MOST_BYTES)
                        .build();
        try {
            Optional<Refused> refused = refused(new Parse(settings).parseString(text));
            if (refused.isPresent()) {
                defects.add(
                        refused.get()
                                .event()
                                .getStartMark()
                                .map(mark -> place(file, mark))
                                .orElse(Place.of(file)),
                        "bad-yaml",
                        refused.get().why());
                return new Tree.Nothing(Place.of(file));
            }
            Optional<Node> root = new Compose(settings).composeString(text);
            return root.map(node -> new YamlFile(file, defects).tree(node))
                    .orElse(new Tree.Nothing(new Place(file, 1, 1)));
        } catch (MarkedYamlEngineException unreadable) {
            Place place =
                    unreadable
                            .getProblemMark()
                            .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1))
                            .orElse(Place.of(file));
            defects.add(
                    place,
                    "bad-yaml",
                    ("This is not YAML: %s. Quote texts with special"
                                    + " characters and check the indentation.")
                            .formatted(words(unreadable)));
        } catch (YamlEngineException unreadable) {
            defects.add(
                    Place.of(file),
                    "bad-yaml",
                    String.valueOf(unreadable.getMessage()).startsWith("Version")
                            ? "The file says that it is of another version of YAML. Remove the line"
                                    + " that begins with %YAML."
                            : "This is not YAML: %s. Write it without directives (%%) and tags (!)."
                                    .formatted(unreadable.getMessage()));
        }
        return new Tree.Nothing(Place.of(file));
    }

    /** What the parser found, and what it was at where that alone says nothing. */
    private static String words(MarkedYamlEngineException unreadable) {
        String problem = String.valueOf(unreadable.getProblem());
        return problem.startsWith("but ") && unreadable.getContext() != null
                ? unreadable.getContext() + ", " + problem
                : problem;
    }

    /** Why a file is not taken, and at what. */
    private record Refused(Event event, String why) {}

    /** What begins below the deepest level, since trees are read level by level; and aliases. */
    private static Optional<Refused> refused(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case Alias -> {
                    return Optional.of(
                            new Refused(
                                    event, "Aliases (*name) are not taken. Write the part out."));
                }
                case Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {
                    continue;
                }
            }
            if (depth > DEEPEST) {
                return Optional.of(
                        new Refused(
                                event,
                                "This is nested deeper than %d. Write it flatter."
                                        .formatted(DEEPEST)));
            }
        }
        return Optional.empty();
    }

    private Tree tree(Node node) {
        Place place = place(node);
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar, place);
            case SequenceNode sequence -> {
                List<Tree> items = new ArrayList<>();
                sequence.getValue().forEach(item -> items.add(tree(item)));
                yield new Tree.Items(items, place);
            }
            case MappingNode mapping -> section(mapping, place);
            case Node other -> {
                defects.add(
                        place, "bad-yaml", other.getNodeType() + " is not taken. Write it out.");
                yield new Tree.Nothing(place);
            }
        };
    }

    private static Tree scalar(ScalarNode scalar, Place place) {
        boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
        return plain && scalar.getTag().equals(Tag.NULL)
                ? new Tree.Nothing(place)
                : new Tree.Text(scalar.getValue(), !plain, content(scalar.getScalarStyle(), place));
    }

    /** Where the text itself begins: behind its quote, or below its block mark. */
    private static Place content(ScalarStyle style, Place place) {
        return switch (style) {
            case PLAIN, JSON_SCALAR_STYLE -> place;
            case SINGLE_QUOTED, DOUBLE_QUOTED ->
                    new Place(place.file(), place.line(), place.column() + 1);
            case LITERAL, FOLDED -> new Place(place.file(), place.line() + 1, 1);
        };
    }

    private Tree section(MappingNode mapping, Place place) {
        Map<String, Tree> entries = new LinkedHashMap<>();
        Map<String, Place> names = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                if (entries.containsKey(key.getValue())) {
                    defects.add(
                            place(key),
                            "duplicate",
                            "%s is here twice. Keep one.".formatted(key.getValue()));
                }
                entries.put(key.getValue(), tree(tuple.getValueNode()));
                names.putIfAbsent(key.getValue(), place(key));
            } else {
                defects.add(place(tuple.getKeyNode()), "bad-yaml", "A name must be a text.");
            }
        }
        return new Tree.Section(entries, place, names);
    }

    private Place place(Node node) {
        return node.getStartMark().map(this::place).orElse(Place.of(file));
    }

    private Place place(Mark mark) {
        return place(file, mark);
    }

    private static Place place(String file, Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
