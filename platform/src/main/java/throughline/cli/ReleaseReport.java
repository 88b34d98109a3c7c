package throughline.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.releases.Activation;
import throughline.releases.Environment;
import throughline.releases.KeptRelease;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReleaseStore;
import throughline.schema.Fingerprint;

/** Releases as rows and sentences. */
final class ReleaseReport {

    private ReleaseReport() {}

    static Answer all(ReleaseStore store, Map<String, String> forWhom) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (KeptRelease each : store.all()) {
            Map<String, @Nullable Object> row = row(each);
            row.put("inForce", forWhom.getOrDefault(each.id(), each.inForce() ? "yes" : ""));
            rows.add(row);
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("releases", rows);
        Environment bound = store.inForce().map(Activation::environment).orElse(Environment.NONE);
        json.put("environment", bound.name());
        json.put("bound", bound.sentences());
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
        return new Answer(json, rows, remarks);
    }

    private static Map<String, @Nullable Object> row(KeptRelease release) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("release", release.id());
        row.put("stands", lower(release.stands()));
        row.put("inForce", release.inForce() ? "yes" : "");
        row.put("name", release.name());
        row.put("author", release.author().toString());
        row.put("reason", release.reason());
        row.put("parent", release.parent().orElse(null));
        row.put("made", release.madeAt().toString());
        return row;
    }

    static Answer one(ReleaseStore store, KeptRelease release) {
        Map<String, @Nullable Object> json = row(release);
        json.put("hash", release.hash());
        json.put(
                "schemas",
                store.release(release.id())
                        .map(each -> Fingerprint.of(each.schemas()))
                        .orElse(null));
        release.staging()
                .ifPresent(
                        staging -> {
                            json.put("stagedFrom", staging.from());
                            json.put("stagedTo", staging.to());
                            json.put("stagedUnits", staging.units());
                        });
        List<Map<String, @Nullable Object>> life = new ArrayList<>();
        for (ReleaseStore.Lived lived : store.life(release.id())) {
            Map<String, @Nullable Object> step = new LinkedHashMap<>();
            step.put("step", lower(lived.step()));
            step.put("at", lived.at().toString());
            step.put("by", lived.by().toString());
            step.put("why", lived.why());
            step.put("rehearsal", lived.rehearsal().orElse(null));
            life.add(step);
        }
        json.put("life", life);
        return new Answer(
                json,
                life,
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
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("release", activation.release());
        json.put("kind", lower(activation.kind()));
        json.put("rehearsal", activation.rehearsal().orElse(null));
        json.put("at", activation.at().toString());
        json.put("by", activation.by());
        json.put("environment", activation.environment().name());
        return new Answer(
                json,
                List.of(json),
                List.of(
                        "A running server follows within a second; without one, the next load or"
                                + " serve decides what changed."));
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
