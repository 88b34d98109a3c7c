package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be asked for want of a secret is neither broken nor a fault of ours. */
final class TestingASystemWithoutItsSecretTest {

    @Test
    void it_is_not_verified(@TempDir Path folder) {
        CommandRun run =
                CommandRun.of(
                        "contract",
                        "test",
                        "psa",
                        "--live",
                        "--home",
                        folder.resolve("none").toString(),
                        "--landscape",
                        CommandRun.landscape("consulting").toString());
        assertThat(run.exit()).as(run.err()).isEqualTo(4);
        assertThat(run.out()).contains("it could not be asked", "UNVERIFIED");
    }
}
