package throughline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import throughline.demo.Demonstration;

/** What the demo command starts; apart from it, so that its help needs nothing of this. */
record DemoRun(Demonstration.Options options) {

    static DemoRun of(
            CommonOptions common, int port, Optional<Duration> length, boolean faults, long seed) {
        Path root = Path.of(System.getProperty("throughline.root", "."));
        Path landscape =
                RememberedLandscape.checked(
                        common.landscape().orElse(root.resolve("landscapes/consulting")));
        Path folder = common.home().resolve("demo").toAbsolutePath();
        return new DemoRun(
                new Demonstration.Options(folder, landscape, port, length, faults, seed));
    }

    /** Whether nothing was lost, doubled or out of balance. */
    boolean sound(PrintWriter out) throws IOException, InterruptedException {
        try {
            return new Demonstration(options, out).run(TwinsProcess::background);
        } catch (RuntimeException failure) {
            throw Serving.told(failure, options.port());
        }
    }
}
