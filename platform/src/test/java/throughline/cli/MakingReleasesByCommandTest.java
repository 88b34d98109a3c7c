package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** From a folder to a release in force, by commands alone, and what is refused on the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MakingReleasesByCommandTest {

    @TempDir static Path folder;

    private Path home;

    @BeforeAll
    void a_pipeline_is_loaded() throws Exception {
        home = folder.resolve("home");
        CommandRun first =
                run(
                        "load",
                        "--landscape",
                        CommandRun.landscape("pipeline").toString(),
                        PipelineFiles.in(folder.resolve("files")).toString());
        assertThat(first.exit()).as(first.err()).isZero();
    }

    @Test
    void what_was_never_rehearsed_is_not_made_a_release_by_applying_it() throws IOException {
        Path next = edited("unrehearsed", "tables/sectors.csv", "technolgy", "technologie");
        long before = run("releases", "list").list("releases").size();

        CommandRun refused = run("apply", next.toString());

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err())
                .contains("not-rehearsed")
                .contains("Run throughline rehearse " + next);
        assertThat(run("releases", "list").list("releases")).hasSize((int) before);
    }

    @Test
    void what_plan_refuses_is_refused_by_rehearse_too() throws IOException {
        Path next =
                edited(
                        "breaking",
                        "mappings/crm.yaml",
                        "        series: lookup('product', code('products', raw.product,"
                                + " 'unmapped')).series\n",
                        "");
        edit(next, "landscape.yaml", ", series", "");
        edit(next, "tests/opportunities.yaml", "    attributes.series: GTX\n", "");

        CommandRun refused = run("rehearse", next.toString());

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err())
                .contains("breaks-readers")
                .contains("deal.attributes.series: nobody was told.");
    }

    @Test
    void an_export_is_the_same_release_elsewhere_and_one_byte_more_is_another() throws IOException {
        Path next = edited("exported", "tables/sectors.csv", "misspelled in", "mispelled in");
        CommandRun rehearsed = run("rehearse", next.toString(), "--reason", "a note");
        assertThat(rehearsed.exit()).as(rehearsed.err()).isZero();
        String release = String.valueOf(rehearsed.object().get("release"));
        Path copy = folder.resolve("copy");

        CommandRun exported = run("release", "export", release, copy.toString());

        assertThat(exported.exit()).as(exported.err()).isZero();
        CommandRun plan = CommandRun.of("plan", "--landscape", copy.toString(), "--format", "json");
        assertThat(plan.object().get("release")).isEqualTo(exported.object().get("hash"));
        assertThat(run("release", "export", release, copy.toString()).err())
                .contains("folder-not-empty");
        Path file = copy.resolve("tables/sectors.csv");
        Files.writeString(file, Files.readString(file) + "\n");
        CommandRun refused = run("apply", copy.toString());
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("not-rehearsed");

        Files.createDirectories(next.resolve("environments"));
        Files.writeString(
                next.resolve("environments/sandbox.yaml"), "endpoints: {crm: \"http://crm.test\"}");
        assertThat(run("apply", next.toString(), "--environment", "moon").err())
                .contains("There is no environment moon. The landscape has: sandbox.");
        CommandRun applied = run("apply", next.toString(), "--environment", "sandbox");
        assertThat(applied.exit()).as(applied.err()).isZero();
        assertThat(applied.object()).containsEntry("environment", "sandbox");
        assertThat(String.valueOf(run("releases", "list").object().get("bound")))
                .isEqualTo("[crm answers at http://crm.test]");
        CommandRun again = run("apply", next.toString());
        assertThat(again.err()).contains("already-in-force");
        Files.writeString(
                next.resolve("environments/sandbox.yaml"), "endpoints: {crm: \"http://crm.two\"}");
        assertThat(run("apply", next.toString(), "--environment", "sandbox").object())
                .containsEntry("kind", "bound");
    }

    @Test
    void a_plan_while_units_go_first_tells_what_changes_for_all_others() throws IOException {
        Path next = edited("first", "tables/countries.csv", "Kenya,KE", "Kenia,KE");
        CommandRun rehearsed = run("rehearse", next.toString());
        assertThat(rehearsed.exit()).as(rehearsed.err()).isZero();
        String old = CommandRun.landscape("pipeline").toString();
        CommandRun first = run("apply", next.toString(), "--units", "sales");
        assertThat(first.exit()).as(first.err()).isZero();
        try {
            assertThat(run("plan", "--landscape", old).list("changes")).isEmpty();
            assertThat(run("plan", "--landscape", next.toString()).list("changes"))
                    .as("a row is gone, and another one is new")
                    .hasSize(2);
            assertThat(CommandRun.of("plan", "--landscape", old, "--home", home.toString()).out())
                    .contains("Told against ")
                    .contains("is in force for sales first.");
        } finally {
            assertThat(run("rollback").exit()).isZero();
            CommandRun back = run("rollback", "--now");
            assertThat(back.exit()).as(back.err()).isZero();
        }
    }

    private CommandRun run(String... arguments) {
        return CommandRun.json(home, arguments);
    }

    private Path edited(String name, String file, String what, String by) throws IOException {
        Path from = CommandRun.landscape("pipeline");
        Path to = folder.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.copy(each, target);
            }
        }
        edit(to, file, what, by);
        return to;
    }

    private static void edit(Path landscape, String file, String what, String by)
            throws IOException {
        Path path = landscape.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(what);
        Files.writeString(path, text.replace(what, by));
    }
}
