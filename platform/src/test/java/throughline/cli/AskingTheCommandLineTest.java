package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskingTheCommandLineTest {

    @TempDir Path home;

    @Test
    void help_names_every_command() {
        CommandRun help = CommandRun.of("--help");
        assertThat(help.exit()).isZero();
        assertThat(help.out())
                .contains("plan", "load", "engagements", "exceptions", "twins", "Exit codes");
    }

    @Test
    void a_command_that_does_not_exist_is_wrong_usage_with_the_nearest_one() {
        CommandRun run = CommandRun.of("exeptions");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("exceptions").contains("[wrong-usage]");
    }

    @Test
    void no_command_is_wrong_usage() {
        CommandRun run = CommandRun.of();
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--help");
    }

    @Test
    void a_group_with_an_option_and_no_command_says_which_commands_there_are() {
        CommandRun run = CommandRun.of("releases", "--home", "nowhere");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("A command is missing after releases. Say one of: list, show,")
                .contains("[wrong-usage]");
    }

    @Test
    void a_home_where_nothing_was_ever_loaded_is_not_made_by_asking() {
        Path nothing = home.resolve("nothing");
        CommandRun run = CommandRun.json(nothing, "engagements");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("no-installation").contains("throughline load");
        assertThat(nothing).doesNotExist();
    }

    @Test
    void a_landscape_is_validated_without_a_database() {
        CommandRun run =
                CommandRun.json(
                        home, "plan", "--landscape", CommandRun.landscape("pipeline").toString());
        assertThat(run.exit()).isZero();
        assertThat(run.object()).containsEntry("sound", true);
        assertThat(run.object().get("dimensions"))
                .isEqualTo(
                        List.of(
                                "product",
                                "series",
                                "regional-office",
                                "sales-agent",
                                "manager",
                                "sector"));
        assertThat(home.resolve("postgres")).doesNotExist();
    }

    @Test
    void an_unsound_landscape_is_refused_with_file_and_remedy() throws Exception {
        Files.writeString(home.resolve("landscape.yaml"), "name: Half a firm\nunitz: 3\n");
        CommandRun run = CommandRun.json(home, "plan", "--landscape", home.toString());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.object()).containsEntry("sound", false);
        assertThat(run.list("defects"))
                .allSatisfy(defect -> assertThat(defect).containsKeys("place", "code", "sentence"))
                .isNotEmpty();
    }
}
