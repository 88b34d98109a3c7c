package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Scripts give the same options to every command. */
class EveryCommandTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void takes_a_home_a_landscape_and_a_format(String name, CommandLine command) {
        assertThat(command.getCommandSpec().optionsMap())
                .containsKeys("--home", "--landscape", "--format", "--help");
    }

    /** Those that do something; groups only name them. */
    private static Stream<Arguments> commands() {
        return below(new CommandLine(new Throughline()))
                .map(command -> Arguments.of(command.getCommandSpec().qualifiedName(), command));
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command)
                : command.getSubcommands().values().stream()
                        .distinct()
                        .flatMap(EveryCommandTest::below);
    }
}
