package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadingByCommandTest {

    @TempDir static Path folder;

    private Path home;
    private Path files;
    private CommandRun first;

    @BeforeAll
    void the_files_are_loaded() throws Exception {
        home = folder.resolve("home");
        files = PipelineFiles.in(folder.resolve("files"));
        first =
                CommandRun.json(
                        home,
                        "load",
                        "--landscape",
                        CommandRun.landscape("pipeline").toString(),
                        files.toString());
        assertThat(first.exit()).as(first.err()).isZero();
    }

    @Test
    void the_answer_is_one_object_with_the_documented_names() {
        assertThat(first.object().keySet())
                .containsExactly(
                        "received",
                        "duplicates",
                        "parked",
                        "engagements",
                        "exceptions",
                        "elapsedMillis",
                        "ignored",
                        "leftOut");
        assertThat(first.object())
                .containsEntry("received", PipelineFiles.RECORDS)
                .containsEntry("duplicates", 0)
                .containsEntry("engagements", 3);
    }

    @Test
    void loading_again_needs_no_landscape_and_changes_nothing() {
        CommandRun again = CommandRun.json(home, "load", files.toString());
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.object())
                .containsEntry("duplicates", PipelineFiles.RECORDS)
                .containsEntry("engagements", 3);
    }

    @Test
    void a_file_that_no_source_takes_is_refused_and_one_that_is_not_there_is_wrong_usage()
            throws IOException {
        Path odd = Files.writeString(folder.resolve("odd.csv"), "a,b\n1,2\n");
        CommandRun refused = CommandRun.json(home, "load", odd.toString());
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("unknown-file").contains("sales_pipeline*.csv");
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("odd.csv"), "a,b\n1,2\n");
        CommandRun nothing = CommandRun.json(home, "load", other.toString());
        assertThat(nothing.exit()).isEqualTo(1);
        assertThat(nothing.err()).contains("unknown-file").contains(other.toString());
        CommandRun missing = CommandRun.json(home, "load", folder.resolve("gone.csv").toString());
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.err()).contains("no-such-file");
    }

    @Test
    void files_of_a_folder_that_no_source_takes_are_told() throws IOException {
        Path mixed = PipelineFiles.in(folder.resolve("mixed"));
        Path odd = Files.writeString(mixed.resolve("odd.csv"), "a,b\n1,2\n");
        CommandRun loaded = CommandRun.json(home, "load", mixed.toString());
        assertThat(loaded.exit()).as(loaded.err()).isZero();
        assertThat(loaded.list("leftOut")).hasSize(1);
        assertThat(loaded.out()).contains(odd.toString());
    }

    @Test
    void engagements_are_listed_and_searched() {
        CommandRun all = CommandRun.json(home, "engagements");
        assertThat(all.object()).containsEntry("total", 5);
        CommandRun some = CommandRun.json(home, "engagements", "--search", "Cancity");
        assertThat(some.list("engagements"))
                .singleElement()
                .satisfies(one -> assertThat(one).containsEntry("price", "1054.00"));
        assertThat(CommandRun.json(home, "engagements", "--status", "odd").exit()).isEqualTo(2);
    }

    @Test
    void exceptions_are_listed_alone_and_grouped() {
        CommandRun list = CommandRun.json(home, "exceptions");
        assertThat(list.exit()).as(list.err()).isZero();
        assertThat(list.object()).containsKeys("open", "parked", "exceptions");
        Map<String, Object> grouped = CommandRun.json(home, "exceptions", "--grouped").object();
        assertThat(grouped.get("open")).isEqualTo(list.object().get("open"));
        assertThat(CommandRun.json(home, "exceptions", "--parked").exit()).isZero();
    }

    @Test
    void the_same_rows_come_as_csv() {
        CommandRun run = CommandRun.of("engagements", "--home", home.toString(), "--format", "csv");
        assertThat(run.out().lines().findFirst().orElse(""))
                .isEqualTo(
                        "id,name,customer,status,unit,entity,currency,price,bookedOn,exceptions");
        assertThat(run.out().lines()).hasSize(6);
    }
}
