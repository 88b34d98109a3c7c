package throughline.releases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.database.SharedDatabase;

/** What is in force decides, and is never worked under otherwise than it was found right. */
@ResourceLock(SharedDatabase.KEPT)
class WorkingUnderWhatIsInForceTest {

    private final DataSource database = SharedDatabase.dataSource();
    private final Instant now = InstantSource.system().instant();
    private final AppliedReleases applied = new AppliedReleases(database);

    @TempDir Path folder;

    @BeforeEach
    @AfterEach
    void nothing_is_in_force() {
        JdbcClient.create(database)
                .sql(
                        "truncate activation, release_step, rehearsal, decide_again, release"
                                + " cascade")
                .update();
    }

    @Test
    void a_folder_that_is_being_edited_stops_nobody_where_a_release_is_in_force()
            throws IOException {
        write(pipeline());
        String inForce = applied.inForceOr(folder, now).id();
        Files.writeString(folder.resolve("tables/stages.csv"), "half a ta");
        assertThat(applied.inForceOr(folder, now).id()).isEqualTo(inForce);
    }

    @Test
    void nothing_begins_under_a_folder_that_is_not_sound() throws IOException {
        write(pipeline());
        Files.writeString(folder.resolve("tables/stages.csv"), "half a ta");
        assertThatThrownBy(() -> applied.inForceOr(folder, now))
                .isInstanceOf(UnsoundLandscapeException.class)
                .hasMessageContaining("tables/stages.csv");
    }

    @Test
    void a_release_that_this_version_finds_unsound_is_told_with_what_is_wrong_and_what_to_do()
            throws IOException {
        write(pipeline());
        applied.inForceOr(folder, now);
        SortedMap<String, byte[]> files = new TreeMap<>(pipeline().files());
        files.put("tables/stages.csv", "half a ta".getBytes(StandardCharsets.UTF_8));
        LandscapeFiles once = new LandscapeFiles(files);
        JdbcClient.create(database)
                .sql("update release set hash = ?, files = ?")
                .params(once.hash(), once.zipped())
                .update();
        Files.writeString(
                folder.resolve("tables/sectors.csv"),
                "code,then meaning,note\ntechnolgy,technology,spelled so\n");
        assertThatThrownBy(() -> applied.inForceOr(folder, now))
                .isInstanceOf(RefusedReleaseException.class)
                .hasMessageContaining("tables/stages.csv")
                .hasMessageContaining("Start the version that worked under it")
                .hasMessageContaining("Nothing was changed.");
    }

    private static LandscapeFiles pipeline() {
        return LandscapeFiles.in(LandscapesTest.root().resolve("landscapes/pipeline"));
    }

    private void write(LandscapeFiles files) throws IOException {
        for (var each : files.files().entrySet()) {
            Path file = folder.resolve(each.getKey());
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, each.getValue());
        }
    }
}
