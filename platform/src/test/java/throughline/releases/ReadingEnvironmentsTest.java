package throughline.releases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.dispatch.LaneLimits;
import throughline.landscape.SystemDeclaration;

/** Addresses, secret references and limits of one environment, over what the landscape says. */
final class ReadingEnvironmentsTest {

    @TempDir private Path folder = Path.of("");

    @BeforeEach
    void a_copy_of_the_consulting_firm() throws Exception {
        Path original = LandscapesTest.root().resolve("landscapes/consulting");
        for (String name : LandscapeFiles.in(original).files().keySet()) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.copy(original.resolve(name), folder.resolve(name));
        }
        Files.createDirectories(folder.resolve("environments"));
    }

    @Test
    void it_says_where_under_whose_secrets_and_how_often_and_is_no_part_of_the_release()
            throws Exception {
        String before = Releases.sound(folder).id();
        write(
                """
                endpoints: {erp: "https://erp.sandbox"}
                secrets:
                  ${env:ERP_PASSWORD}: ${file:sandbox/erp}
                limits: {erp: {perMinute: 60}}
                """);
        Environment sandbox = Releases.environment(folder, "sandbox", Releases.sound(folder));

        assertThat(Releases.sound(folder).id()).isEqualTo(before);
        assertThat(sandbox.endpoints()).containsEntry("erp", URI.create("https://erp.sandbox"));
        SystemDeclaration erp =
                sandbox.over(Releases.sound(folder).systems()).stream()
                        .filter(each -> each.name().equals("erp"))
                        .findFirst()
                        .orElseThrow();
        assertThat(LaneLimits.of(erp).perMinute()).hasValue(60);
        assertThat(LaneLimits.of(erp).concurrency())
                .as("what it does not say is as the landscape has it")
                .hasValue(6);
        assertThat(
                        sandbox.over(
                                        reference ->
                                                Optional.ofNullable(
                                                        Map.of(
                                                                        "file:sandbox/erp", "s1",
                                                                        "env:PSA_API_KEY", "s2")
                                                                .get(reference)))
                                .resolve("env:ERP_PASSWORD"))
                .contains("s1");
        assertThat(sandbox.stored()).contains("file:sandbox/erp").doesNotContain("s1");
        assertThat(Environment.of("sandbox", sandbox.stored())).isEqualTo(sandbox);
        assertThat(sandbox.sentences())
                .containsExactly(
                        "erp answers at https://erp.sandbox",
                        "erp is asked {perMinute=60}",
                        "file:sandbox/erp stands for env:ERP_PASSWORD");
    }

    @Test
    void everything_that_is_wrong_with_it_is_told_at_once() throws Exception {
        write(
                """
                endpoint: {erp: "https://erp.sandbox"}
                endpoints: {cmr: "https://x", erp: nowhere, psa: "https://me:hunter2@psa"}
                secrets:
                  ${env:ERP_PASSWORD}: hunter2
                  ${env:ERP_PASWORD}: ${env:OTHER}
                limits:
                  erp: {perMinute: often, perHour: 3}
                """);
        assertThat(((ReadResult.Faulty) Releases.read(folder)).sentences())
                .contains(
                        "environments/sandbox.yaml:1:11: An environment has no endpoint. Did you"
                                + " mean endpoints?")
                .contains(
                        "environments/sandbox.yaml:2:19: There is no system cmr. Did you mean crm?")
                .contains("environments/sandbox.yaml:2:36: erp needs an address such as")
                .contains("environments/sandbox.yaml:2:51: A secret is written out here.")
                .contains(
                        "environments/sandbox.yaml:4:24: What stands for ${env:ERP_PASSWORD} must")
                .contains("environments/sandbox.yaml:5:23: No system refers to ${env:ERP_PASWORD}.")
                .contains("environments/sandbox.yaml:7:20: limits has perMinute: often.")
                .contains(
                        "environments/sandbox.yaml:7:36: limits has perHour, which nothing reads.");
        assertThatThrownBy(
                        () ->
                                Releases.environment(
                                        folder,
                                        "sandbox",
                                        Releases.sound(
                                                LandscapesTest.root()
                                                        .resolve("landscapes/consulting"))))
                .isInstanceOf(UnknownEnvironmentException.class)
                .hasMessageStartingWith("Cannot bind environment sandbox:");
    }

    @Test
    void an_address_ends_before_what_a_call_asks_for() throws Exception {
        write(
                """
                endpoints:
                  erp: "https://erp.sandbox/v1?api_key=sk_live_4711"
                  psa: "https://psa.sandbox/#here"
                  crm: "https://crm.sandbox/a|b"
                """);
        assertThat(((ReadResult.Faulty) Releases.read(folder)).sentences())
                .contains("sandbox.yaml:2:9: erp needs an address")
                .contains("sandbox.yaml:3:9: psa needs an address")
                .contains("sandbox.yaml:4:9: crm needs an address")
                .contains("nothing after a ? or #");
    }

    private void write(String text) throws Exception {
        Files.writeString(folder.resolve("environments/sandbox.yaml"), text);
    }
}
