package throughline.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.cli.CommandFailure.Exit;
import throughline.connectors.Connectors;
import throughline.connectors.Endpoints;
import throughline.connectors.Secrets;
import throughline.database.Home;
import throughline.insight.MissingRates;
import throughline.intake.BrokenFileException;
import throughline.landscape.Release;
import throughline.load.LoadResult;
import throughline.load.LoadResult.Ignored;
import throughline.load.Loading;
import throughline.releases.AppliedReleases;
import throughline.releases.Environment;
import throughline.releases.UnsoundLandscapeException;
import throughline.wording.Kebab;

/** Loads files into a home and says what it came to. */
final class LoadedFiles {

    private LoadedFiles() {}

    static Answer load(CommonOptions options, List<Path> files, ProgressLine progress)
            throws IOException, InterruptedException {
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw new CommandFailure(
                        Exit.USAGE,
                        "no-such-file",
                        "Cannot load " + file + ": there is no such file or folder.");
            }
        }
        RememberedLandscape landscape = RememberedLandscape.of(options);
        Path folder = landscape.required();
        if (options.database().isEmpty()
                && !Files.isDirectory(new Home(options.home()).postgres())) {
            // Where nothing can be in force yet, no home is made for a landscape that is not sound.
            SoundLandscape.read(folder);
        }
        try (OpenedHome home = OpenedHome.made(options)) {
            Release release =
                    new AppliedReleases(home.database())
                            .inForceOr(folder, InstantSource.system().instant());
            Loading loading =
                    new Loading(
                                    home.database(),
                                    release,
                                    InstantSource.system(),
                                    now -> progress.show(now.phase(), now.done(), now.total()))
                            .sendingBy(
                                    connectors(
                                            home.home(),
                                            new AppliedReleases(home.database()).environment()));
            LoadResult result = loading.load(files);
            MissingRates.look(home.database(), release, InstantSource.system().instant());
            return answer(result);
        } catch (UnsoundLandscapeException unsound) {
            throw new CommandFailure(
                    Exit.REFUSED, "unsound-landscape", String.valueOf(unsound.getMessage()));
        } catch (BrokenFileException broken) {
            throw new CommandFailure(
                    Exit.REFUSED, code(broken), String.valueOf(broken.getMessage()));
        } finally {
            progress.clear();
        }
    }

    private static Connectors connectors(Home home, Environment environment) {
        Path folder = home.directory();
        Map<String, URI> endpoints =
                new LinkedHashMap<>(Endpoints.OF_THE_LANDSCAPE.over(folder).given());
        endpoints.putAll(environment.endpoints());
        return new Connectors(
                new Endpoints(endpoints),
                environment.over(Secrets.of(System::getenv, home.secrets())),
                folder);
    }

    private static String code(BrokenFileException broken) {
        return Kebab.of(broken.code());
    }

    private static Answer answer(LoadResult result) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("received", result.received());
        figures.put("duplicates", result.duplicates());
        figures.put("parked", result.parked());
        figures.put("engagements", result.engagements());
        figures.put("exceptions", result.exceptions());
        figures.put("elapsedMillis", result.elapsedMillis());
        Map<String, @Nullable Object> row = new LinkedHashMap<>(figures);
        row.put("ignored", result.ignored().stream().mapToLong(Ignored::messages).sum());
        row.put("leftOut", result.leftOut().size());
        figures.put("ignored", result.ignored().stream().map(LoadedFiles::ignored).toList());
        figures.put("leftOut", result.leftOut());
        return new Answer(figures, List.of(row), remarks(result));
    }

    private static Map<String, @Nullable Object> ignored(Ignored ignored) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("system", ignored.system());
        row.put("type", ignored.type());
        row.put("reason", ignored.reason());
        row.put("messages", ignored.messages());
        return row;
    }

    private static List<String> remarks(LoadResult result) {
        List<String> remarks = new ArrayList<>();
        for (Ignored each : result.ignored()) {
            remarks.add(
                    "%d of %s %s left aside: %s."
                            .formatted(each.messages(), each.system(), each.type(), each.reason()));
        }
        if (!result.leftOut().isEmpty()) {
            remarks.add(
                    "No source of the landscape takes files of these names: "
                            + String.join(", ", result.leftOut())
                            + ".");
        }
        if (result.parked() + result.exceptions() > 0) {
            remarks.add("See what waits for a person: throughline exceptions");
        }
        return remarks;
    }
}
