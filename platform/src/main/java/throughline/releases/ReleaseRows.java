package throughline.releases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.schema.Fingerprint;
import throughline.wording.Kebab;

/** Releases as the command line and programs are told them. */
public final class ReleaseRows {

    private ReleaseRows() {}

    /**
     * A row of each, the newest first.
     *
     * @param forWhom for which units one is in force, where it is not for all
     */
    public static List<Map<String, @Nullable Object>> each(
            ReleaseStore store, Map<String, String> forWhom) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (KeptRelease each : store.all()) {
            Map<String, @Nullable Object> row = row(each);
            row.put("inForce", forWhom.getOrDefault(each.id(), each.inForce() ? "yes" : ""));
            rows.add(row);
        }
        return rows;
    }

    /** These rows, with what is bound beside the release in force. */
    public static Map<String, @Nullable Object> all(
            List<Map<String, @Nullable Object>> each, Environment bound) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("releases", each);
        told.put("environment", bound.name());
        told.put("bound", bound.sentences());
        return told;
    }

    private static Map<String, @Nullable Object> row(KeptRelease release) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("release", release.id());
        row.put("stands", Kebab.of(release.stands()));
        row.put("inForce", release.inForce() ? "yes" : "");
        row.put("name", release.name());
        row.put("author", release.author().toString());
        row.put("reason", release.reason());
        row.put("parent", release.parent().orElse(null));
        row.put("made", release.madeAt().toString());
        return row;
    }

    /** One of them and its life. */
    public static Map<String, @Nullable Object> one(ReleaseStore store, KeptRelease release) {
        Map<String, @Nullable Object> told = row(release);
        told.put("hash", release.hash());
        told.put(
                "schemas",
                store.release(release.id())
                        .map(each -> Fingerprint.of(each.schemas()))
                        .orElse(null));
        release.staging()
                .ifPresent(
                        staging -> {
                            told.put("stagedFrom", staging.from());
                            told.put("stagedTo", staging.to());
                            told.put("stagedUnits", staging.units());
                        });
        told.put("life", life(store, release));
        return told;
    }

    /** Its life, one row for each step. */
    public static List<Map<String, @Nullable Object>> life(
            ReleaseStore store, KeptRelease release) {
        List<Map<String, @Nullable Object>> life = new ArrayList<>();
        for (ReleaseStore.Lived lived : store.life(release.id())) {
            Map<String, @Nullable Object> step = new LinkedHashMap<>();
            step.put("step", Kebab.of(lived.step()));
            step.put("at", lived.at().toString());
            step.put("by", lived.by().toString());
            step.put("why", lived.why());
            step.put("rehearsal", lived.rehearsal().orElse(null));
            life.add(step);
        }
        return life;
    }

    /** What was put in force. */
    public static Map<String, @Nullable Object> changed(Activation activation) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("release", activation.release());
        told.put("kind", activation.kind().stored());
        told.put("rehearsal", activation.rehearsal().orElse(null));
        told.put("at", activation.at().toString());
        told.put("by", activation.by());
        told.put("environment", activation.environment().name());
        return told;
    }
}
