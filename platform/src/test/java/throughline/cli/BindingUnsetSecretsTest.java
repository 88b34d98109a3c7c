package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.releases.AppliedReleases;
import throughline.releases.Releases;

/** Who binds an environment hears which of its secrets are not there, before systems are away. */
class BindingUnsetSecretsTest {

    private static final String SECRET = "a secret of the sandbox";

    @TempDir private Path folder;

    private Path home;
    private Path landscape;

    @BeforeEach
    void a_landscape_is_in_force() throws IOException {
        landscape = folder.resolve("landscape");
        Path original = CommandRun.landscape("consulting");
        try (Stream<Path> all = Files.walk(original)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Path target = landscape.resolve(original.relativize(each).toString());
                Files.createDirectories(target.getParent());
                Files.copy(each, target);
            }
        }
        Files.writeString(
                landscape.resolve("environments/sandbox.yaml"),
                """
                endpoints: {erp: "https://erp.sandbox"}
                secrets:
                  ${env:ERP_PASSWORD}: ${file:sandbox/erp}
                  ${env:PSA_API_KEY}: ${env:THROUGHLINE_TEST_NOBODY_SETS_THIS}
                  ${env:CRM_CLIENT_SECRET}: ${env:PATH}
                """);
        home = folder.resolve("home");
        try (Database database = Databases.open(new Home(home), Optional.empty())) {
            new AppliedReleases(database.dataSource())
                    .inForceOr(Releases.released(landscape), Instant.now());
        }
    }

    @Test
    void it_is_refused_by_name_and_nothing_is_bound_until_all_are_there() throws IOException {
        CommandRun refused = apply();
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err())
                .contains("secrets-unset")
                .contains(
                        "${env:THROUGHLINE_TEST_NOBODY_SETS_THIS} (psa), ${file:sandbox/erp} (erp)")
                .contains("--secrets-elsewhere", home.resolve("secrets").toString())
                .doesNotContain("env:PATH", System.getenv("PATH"));
        assertThat(bound()).isEqualTo("[]");

        Files.createDirectories(home.resolve("secrets/sandbox"));
        Files.writeString(home.resolve("secrets/sandbox/erp"), " \n");
        assertThat(apply().err()).as("an empty one is none").contains("file:sandbox/erp");

        Files.writeString(home.resolve("secrets/sandbox/erp"), SECRET);
        CommandRun less = apply();
        assertThat(less.exit()).isEqualTo(1);
        assertThat(less.err())
                .contains("nothing is set here for ${env:THROUGHLINE_TEST_NOBODY_SETS_THIS} (psa).")
                .doesNotContain("file:sandbox/erp", SECRET);

        Path sandbox = landscape.resolve("environments/sandbox.yaml");
        Files.writeString(
                sandbox,
                Files.readString(sandbox).replace("THROUGHLINE_TEST_NOBODY_SETS_THIS", "PATH"));
        CommandRun applied = apply();
        assertThat(applied.exit()).as(applied.err()).isZero();
        assertThat(applied.object()).containsEntry("kind", "bound");
        assertThat(bound()).contains("file:sandbox/erp stands for env:ERP_PASSWORD");
    }

    @Test
    void who_says_that_they_are_elsewhere_binds_it_and_is_told_what_is_not_here() {
        CommandRun text =
                CommandRun.of(
                        "apply",
                        landscape.toString(),
                        "--environment",
                        "sandbox",
                        "--secrets-elsewhere",
                        "--home",
                        home.toString());
        assertThat(text.exit()).as(text.err()).isZero();
        assertThat(text.out())
                .contains("Nothing is set here for")
                .contains("${file:sandbox/erp} (erp)");
        assertThat(bound()).contains("https://erp.sandbox");
    }

    @Test
    void a_system_that_moves_to_another_host_is_not_told_the_secret_of_the_first_there()
            throws IOException {
        Path production = landscape.resolve("environments/production.yaml");
        Files.writeString(production, "endpoints: {erp: \"https://erp.example/api\"}\n");
        assertThat(bind("production").exit()).isZero();

        Path sandbox = landscape.resolve("environments/sandbox.yaml");
        Files.writeString(sandbox, "endpoints: {erp: \"https://erp.sandbox\"}\n");
        CommandRun refused = bind("sandbox");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err())
                .contains("secrets-carried-over")
                .contains("told ${env:ERP_PASSWORD} (erp) there.")
                .doesNotContain("WEBHOOK_SECRET");
        assertThat(bound()).contains("https://erp.example/api").doesNotContain("erp.sandbox");

        Files.writeString(sandbox, "endpoints: {erp: \"https://ERP.example/v2\"}\n");
        assertThat(bind("sandbox").err()).as("the same host").isEmpty();
        Files.writeString(
                sandbox,
                """
                endpoints: {erp: "https://erp.sandbox"}
                secrets: {"${env:ERP_PASSWORD}": "${env:ERP_PASSWORD}"}
                """);
        assertThat(bind("sandbox").err()).as("on purpose").isEmpty();
        assertThat(bound()).contains("erp.sandbox");
    }

    @Test
    void nor_is_it_when_it_answered_where_the_installation_says() throws IOException {
        Path sandbox = landscape.resolve("environments/sandbox.yaml");
        Files.writeString(sandbox, "endpoints: {erp: \"https://erp.sandbox\"}\n");
        Path given = home.resolve("endpoints.json");
        Files.writeString(given, "{\"erp\": \"https://erp.example/api\"}");
        assertThat(bind("sandbox").err()).contains("secrets-carried-over");

        Files.writeString(given, "{\"erp\": \"https://erp.sandbox/v1\"}");
        assertThat(bind("sandbox").err()).as("the same host").isEmpty();

        // Without an address of its own it goes back to where the installation says.
        Files.writeString(given, "{\"erp\": \"https://erp.example/api\"}");
        Files.writeString(sandbox, "limits: {erp: {perMinute: 60}}\n");
        assertThat(bind("sandbox").err()).contains("secrets-carried-over");
    }

    private CommandRun bind(String environment) {
        return CommandRun.json(
                home,
                "apply",
                landscape.toString(),
                "--secrets-elsewhere",
                "--environment",
                environment);
    }

    @Test
    void a_plan_tells_it_and_finds_the_landscape_sound_all_the_same() {
        CommandRun plan =
                CommandRun.of(
                        "plan", "--landscape", landscape.toString(), "--home", home.toString());
        assertThat(plan.exit()).isZero();
        assertThat(plan.out())
                .contains("In environment sandbox nothing is set here for")
                .contains("${file:sandbox/erp} (erp)")
                .doesNotContain("In environment local");
        assertThat(
                        CommandRun.json(home, "plan", "--landscape", landscape.toString())
                                .object()
                                .get("unset"))
                .isEqualTo(
                        Map.of(
                                "sandbox",
                                List.of(
                                        "env:THROUGHLINE_TEST_NOBODY_SETS_THIS",
                                        "file:sandbox/erp")));
    }

    private CommandRun apply() {
        return CommandRun.json(home, "apply", landscape.toString(), "--environment", "sandbox");
    }

    private String bound() {
        return String.valueOf(CommandRun.json(home, "releases", "list").object().get("bound"));
    }
}
