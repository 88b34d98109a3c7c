package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Endpoints;
import throughline.database.Home;
import throughline.dispatch.LaneView;
import throughline.releases.Activation;
import throughline.releases.AppliedReleases;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.ReleaseStore;
import throughline.releases.Releases;
import throughline.releases.Signature;
import throughline.twins.FirmLife;
import throughline.twins.Twins;
import throughline.twins.TwinsOptions;

/** A running server sends where, as whom and to whom the change-over in force says. */
class FollowingAnEnvironmentTest {

    private static final String CONFIRMED =
            "select count(*) from action where system = 'erp' and status = 'confirmed'";

    @TempDir private Path folder = Path.of("");

    @Test
    void what_is_bound_and_declared_is_followed_by_the_server_that_runs() throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try (Twins twins = Twins.start(TwinsOptions.defaults())) {
            new FirmLife(twins, 7).history(today, 2, 3);
            Path landscape = landscape(twins);
            try (Server server = Server.start(plan(landscape, "away"), 0)) {
                Installation firm = server.installation();
                eventually("the ledger is not there", () -> failing(firm, "erp"));
                assertThat(count(firm, CONFIRMED)).isZero();
                LaneView psa = lane(firm, "psa").orElseThrow();

                AppliedReleases applied = new AppliedReleases(firm.dataSource());
                Path edited = landscape.resolve("environments/away.yaml");
                Files.writeString(edited, Files.readString(edited).replace(":9\n", ":10\n"));
                assertThat(applied.environment().endpoints().get("erp"))
                        .as("what is bound does not move with the folder")
                        .hasToString("http://127.0.0.1:9");
                applied.bound(
                        Releases.environment(landscape, "twins", firm.release()),
                        InstantSource.system().instant());
                eventually("the ledger takes what waited", () -> count(firm, CONFIRMED) > 0);
                assertThat(lane(firm, "psa").orElseThrow().sent())
                        .as("a system of which nothing changed goes on undisturbed")
                        .isGreaterThanOrEqualTo(psa.sent());

                Activation before = inForce(firm);
                inForce(firm, shadowed(landscape));
                eventually("the ledger is in shadow", () -> lane(firm, "erp").isEmpty());
                inForce(firm, Releases.released(landscape));
                eventually("the ledger is live again", () -> lane(firm, "erp").isPresent());
                assertThat(inForce(firm).environment())
                        .as("another release is bound where the one before was")
                        .isEqualTo(before.environment());
            }
            try (Server again = Server.start(plan(landscape, ""), 0)) {
                assertThat(new AppliedReleases(again.installation().dataSource()).environment())
                        .extracting(each -> each.name())
                        .isEqualTo("twins");
                assertThat(failing(again.installation(), "erp")).isFalse();
            }
        }
    }

    private static Activation inForce(Installation firm) {
        return new ReleaseStore(firm.dataSource()).inForce().orElseThrow();
    }

    /** As a change-over that was rehearsed and agreed to would do it. */
    private static void inForce(Installation firm, ReadResult.Released next) {
        ReleaseStore store = new ReleaseStore(firm.dataSource());
        Signature ann = Signature.of("ann");
        var now = InstantSource.system().instant();
        store.activate(
                new ReleaseStore.Wanted(
                        Optional.of(inForce(firm).number()),
                        store.draft(next, ann, "", now).id(),
                        Activation.Kind.APPLIED,
                        Optional.empty(),
                        ann,
                        Optional.empty()),
                now,
                () -> {});
    }

    private Path landscape(Twins twins) throws IOException {
        Path root = Path.of(System.getProperty("throughline.root"), "landscapes", "consulting");
        Path copy = folder.resolve("landscape");
        for (Map.Entry<String, byte[]> file : LandscapeFiles.in(root).files().entrySet()) {
            Path path = copy.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        Files.createDirectories(copy.resolve("environments"));
        String rest =
                "  crm: %s\n  psa: %s\nsecrets:\n  ${env:ERP_PASSWORD}: ${env:LEDGER}\n"
                        .formatted(twins.crm().url(), twins.psa().url());
        Files.writeString(
                copy.resolve("environments/away.yaml"),
                "endpoints:\n  erp: http://127.0.0.1:9\n" + rest);
        Files.writeString(
                copy.resolve("environments/twins.yaml"),
                "endpoints:\n  erp: %s\n".formatted(twins.erp().url())
                        + rest
                        + "limits:\n  erp: {concurrency: 2}\n");
        return copy;
    }

    private ReadResult.Released shadowed(Path landscape) throws IOException {
        TreeMap<String, byte[]> files = new TreeMap<>(LandscapeFiles.in(landscape).files());
        String erp = Files.readString(landscape.resolve("systems/erp.yaml"));
        assertThat(erp).contains("mode: live");
        files.put(
                "systems/erp.yaml",
                erp.replace("mode: live", "mode: shadow").getBytes(StandardCharsets.UTF_8));
        return (ReadResult.Released) Releases.read(new LandscapeFiles(files));
    }

    /** The ledger's password is only known by the name that the environment has for it. */
    private Installation.Plan plan(Path landscape, String environment) {
        Map<String, String> secrets = new TreeMap<>(TheWholeFirmTest.SECRETS);
        secrets.put("env:LEDGER", String.valueOf(secrets.remove("env:ERP_PASSWORD")));
        return new Installation.Plan(
                new Home(folder.resolve("home")),
                Optional.empty(),
                landscape,
                Endpoints.OF_THE_LANDSCAPE,
                secrets,
                Optional.of(environment).filter(name -> !name.isEmpty()));
    }

    private static boolean failing(Installation firm, String system) {
        return lane(firm, system).map(lane -> !lane.lastFailure().isEmpty()).orElse(false);
    }

    private static Optional<LaneView> lane(Installation firm, String system) {
        return firm.outbound().lanes().stream()
                .filter(lane -> lane.system().equals(system))
                .findFirst();
    }

    private static long count(Installation firm, String query) {
        return JdbcClient.create(firm.dataSource()).sql(query).query(Long.class).single();
    }

    private static void eventually(String what, BooleanSupplier holds) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        boolean held = holds.getAsBoolean();
        while (!held && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(50);
            held = holds.getAsBoolean();
        }
        assertThat(held).as(what).isTrue();
    }
}
