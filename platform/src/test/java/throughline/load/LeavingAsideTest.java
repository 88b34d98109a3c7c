package throughline.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.dispatch.Handover;
import throughline.engine.Engine;
import throughline.engine.EngineOptions;
import throughline.insight.Check;
import throughline.intake.Intake;
import throughline.intake.RawMessage;
import throughline.landscape.Release;
import throughline.releases.Releases;

class LeavingAsideTest {

    private final Release release =
            Releases.sound(
                    Path.of(System.getProperty("throughline.root"), "landscapes", "consulting"));

    @Test
    void what_a_mapping_leaves_aside_is_counted_by_system_type_and_reason(@TempDir Path home)
            throws Exception {
        try (Database database = Databases.open(new Home(home), Optional.empty())) {
            try (Engine engine =
                            new Engine(
                                    database.dataSource(),
                                    release,
                                    InstantSource.system(),
                                    Handover.NONE,
                                    EngineOptions.LOADING);
                    Intake intake =
                            new Intake(
                                    database.dataSource(),
                                    InstantSource.system(),
                                    engine::arrived)) {
                intake.accept(List.of(byHand("1"), byHand("2")));
                assertThat(engine.awaitQuiet(Duration.ofSeconds(30))).isTrue();
            }
            LoadResult result =
                    new Loading(
                                    database.dataSource(),
                                    release,
                                    InstantSource.system(),
                                    progress -> {})
                            .load(List.of());
            assertThat(result.ignored())
                    .containsExactly(
                            new LoadResult.Ignored(
                                    "erp",
                                    "sales-invoice",
                                    "the invoice carries no reference of ours, so it was made by"
                                            + " hand",
                                    2));
            assertThat(Check.run(database.dataSource(), events -> {}))
                    .filteredOn(check -> check.name().equals("messages-decided"))
                    .singleElement()
                    .satisfies(check -> assertThat(check.checked()).isEqualTo(2))
                    .satisfies(check -> assertThat(check.holds()).isTrue());
        }
    }

    private static RawMessage byHand(String id) {
        return new RawMessage(
                "erp",
                "sales-invoice",
                "DE01/" + id,
                Optional.empty(),
                RawMessage.Source.POLL,
                "poll",
                ("{\"type\":\"sales-invoice\",\"id\":\"%s\",\"company\":\"DE01\",\"version\":1}")
                        .formatted(id)
                        .getBytes(StandardCharsets.UTF_8));
    }
}
