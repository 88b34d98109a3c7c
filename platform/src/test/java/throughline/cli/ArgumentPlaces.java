package throughline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Every place of every command, also of those that come, in which a value stands.
 *
 * @param sound what stands in the other places, by how the help calls them
 * @param ends what has a command end at once that would work until it is ended
 */
record ArgumentPlaces(Map<String, String> sound, List<String> ends) {

    private static final Set<String> OF_ALL =
            Set.of("--home", "--landscape", "--database", "--format", "--help", "--version");
    private static final Set<String> LASTING = Set.of("demo", "serve");

    /** One of them. */
    record Place(CommandSpec command, ArgSpec argument) {

        boolean isFile() {
            return argument.paramLabel().matches(".*(FILE|DIR).*");
        }

        /** Whether any text can be meant, by a reason or a name as well as by what is none. */
        boolean isText() {
            return Set.of(String.class, List.class, Map.class).contains(argument.type());
        }

        /** What stands before a file where more than a file is asked for. */
        String beforeFile() {
            return argument.paramLabel().contains("=") ? "crm=" : "";
        }
    }

    List<Place> all() {
        return commands(new CommandLine(new Throughline())).flatMap(ArgumentPlaces::of).toList();
    }

    private static Stream<CommandSpec> commands(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command.getCommandSpec())
                : command.getSubcommands().values().stream()
                        .distinct()
                        .flatMap(ArgumentPlaces::commands);
    }

    private static Stream<Place> of(CommandSpec command) {
        return Stream.concat(
                        command.positionalParameters().stream(),
                        command.options().stream()
                                .filter(option -> option.arity().max() > 0)
                                .filter(option -> !OF_ALL.contains(option.longestName())))
                .map(argument -> new Place(command, argument));
    }

    /**
     * A command with a text in one place and something sound wherever more is needed.
     *
     * @param common options of every command; they stand before what may end the options
     */
    List<String> asked(Place place, String text, List<String> common) {
        CommandSpec command = place.command();
        List<String> asked = new ArrayList<>(List.of(command.qualifiedName().split(" ")));
        asked.removeFirst();
        asked.addAll(common);
        asked.addAll(LASTING.contains(command.name()) ? ends : List.of());
        for (OptionSpec option : command.options()) {
            String name = option.longestName();
            boolean needed = option.required() && option.group() == null || name.equals("--reason");
            if (option.equals(place.argument())) {
                asked.addAll(List.of(name, text));
            } else if (needed || name.equals("--never")) {
                asked.add(name);
                asked.addAll(option.arity().max() > 0 ? List.of("because") : List.of());
            }
        }
        for (PositionalParamSpec each : command.positionalParameters()) {
            if (each.equals(place.argument())) {
                asked.add(text);
            } else if (each.arity().min() > 0 || isSubject(each, place)) {
                asked.add(sound.getOrDefault(each.paramLabel(), "sound"));
            }
        }
        return asked;
    }

    /** Options of a metric say nothing without it. */
    private static boolean isSubject(PositionalParamSpec each, Place place) {
        return place.argument() instanceof OptionSpec && each.paramLabel().equals("METRIC");
    }
}
