package throughline.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import throughline.load.Loading;
import throughline.rehearsal.Rehearsal;
import throughline.rehearsal.Rehearsals;
import throughline.rehearsal.Scope;
import throughline.releases.AppliedReleases;
import throughline.releases.KeptRelease;
import throughline.releases.ReadResult;
import throughline.releases.ReleaseStore;
import throughline.releases.Signature;

/**
 * Seconds that it takes to rehearse a pipeline that a real CRM exported, opportunity by
 * opportunity.
 */
final class RealPipeline {

    private RealPipeline() {}

    /**
     * Measures and prints; without the files, says so.
     *
     * @param other with another meaning of a stage
     */
    static void measure(DataSource database, ReadResult.Released same, ReadResult.Released other)
            throws Exception {
        String configured = System.getenv("THROUGHLINE_REAL_DATA");
        Path files = Path.of(configured == null ? "../shared/data" : configured, "crm");
        if (!Files.isDirectory(files)) {
            Bench.say(
                    "pipeline          not measured: no real data at %s; name it with"
                            + " THROUGHLINE_REAL_DATA",
                    files.toAbsolutePath());
            return;
        }
        var now = InstantSource.system().instant();
        new AppliedReleases(database).inForceOr(same, now);
        new Loading(database, same.release(), InstantSource.system(), progress -> {})
                .load(List.of(files));
        ReleaseStore store = new ReleaseStore(database);
        rehearsed(database, store.find(same.release().id()).orElseThrow());
        rehearsed(database, store.draft(other, Signature.of("bench"), "measured", now));
    }

    private static void rehearsed(DataSource database, KeptRelease candidate) throws Exception {
        Rehearsal found =
                new Rehearsals(database, InstantSource.system())
                        .rehearse(
                                candidate,
                                Scope.WHOLE,
                                Signature.of("bench"),
                                Rehearsals.Watcher.NOBODY);
        Bench.say(
                "pipeline          %d opportunities rehearsed under %s in %.2f s, %d differ (goal"
                        + " 10 s)",
                found.engagements(),
                candidate.inForce() ? "what is in force" : "another release",
                found.millis() / 1_000.0,
                Bench.number(
                        database,
                        "select count(*) from rehearsed_engagement where rehearsal = "
                                + found.number()));
    }
}
