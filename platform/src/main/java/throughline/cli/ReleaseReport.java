package throughline.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.releases.Activation;
import throughline.releases.Environment;
import throughline.releases.KeptRelease;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReleaseRows;
import throughline.releases.ReleaseStore;

/** Releases as rows and sentences. */
final class ReleaseReport {

    private ReleaseReport() {}

    static Answer all(ReleaseStore store, Map<String, String> forWhom) {
        Environment bound = store.inForce().map(Activation::environment).orElse(Environment.NONE);
        List<Map<String, @Nullable Object>> rows = ReleaseRows.each(store, forWhom);
        List<String> remarks =
                rows.isEmpty()
                        ? List.of("No release yet. The first load or serve puts one in force.")
                        : bound.equals(Environment.NONE)
                                ? List.of()
                                : List.of(
                                        "Bound in environment %s: %s."
                                                .formatted(
                                                        bound.name(),
                                                        String.join("; ", bound.sentences())));
        return new Answer(ReleaseRows.all(rows, bound), rows, remarks);
    }

    static Answer one(ReleaseStore store, KeptRelease release) {
        return new Answer(
                ReleaseRows.one(store, release),
                ReleaseRows.life(store, release),
                List.of(
                        "%s of %s, by %s%s%s"
                                .formatted(
                                        release.id(),
                                        release.name(),
                                        release.author(),
                                        release.reason().isEmpty() ? "" : ": " + release.reason(),
                                        release.inForce() ? "; in force" : ""),
                        "hash " + release.hash()));
    }

    static Answer exported(KeptRelease release, LandscapeFiles files, Path folder) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("release", release.id());
        json.put("hash", files.hash());
        json.put("files", files.files().size());
        json.put("folder", folder.toString());
        return new Answer(json, List.of(json), List.of());
    }

    static Answer changed(Activation activation) {
        Map<String, @Nullable Object> json = ReleaseRows.changed(activation);
        return new Answer(
                json,
                List.of(json),
                List.of(
                        "A running server follows within a second; without one, the next load or"
                                + " serve decides what changed."));
    }
}
