package throughline.releases;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.landscape.Release;

/** The landscapes that a home has decided under, with all their files; the newest is in force. */
public final class AppliedReleases {

    private static final int SHORT = 12;

    private final JdbcClient database;

    /** Those kept in a database. */
    public AppliedReleases(DataSource database) {
        this.database = JdbcClient.create(database);
    }

    /** Keeps a release; from now on it is the one in force. */
    public void keep(ReadResult.Released applied, Instant now) {
        Release release = applied.release();
        database.sql(
                        """
                        insert into release (id, hash, name, files, applied_at)
                        values (?, ?, ?, ?, ?)
                        on conflict (id) do update set applied_at = excluded.applied_at
                        """)
                .params(
                        release.id().substring(0, SHORT),
                        release.id(),
                        release.name(),
                        applied.files().zipped(),
                        Timestamp.from(now))
                .update();
    }

    /** The files of the one in force; empty when nothing was ever applied. */
    public Optional<LandscapeFiles> filesInForce() {
        return database.sql("select files from release order by applied_at desc limit 1")
                .query(byte[].class)
                .optional()
                .map(LandscapeFiles::unzipped);
    }

    /** The one in force; empty when nothing was ever applied. */
    public Optional<Release> inForce() {
        return filesInForce().flatMap(AppliedReleases::release);
    }

    /** One by the first characters of its hash, as events name it. */
    public Optional<Release> named(String id) {
        return database.sql("select files from release where id = ?")
                .param(id)
                .query(byte[].class)
                .optional()
                .map(LandscapeFiles::unzipped)
                .flatMap(AppliedReleases::release);
    }

    private static Optional<Release> release(LandscapeFiles files) {
        return switch (Releases.read(files)) {
            case ReadResult.Released released -> Optional.of(released.release());
            case ReadResult.Faulty _ -> Optional.empty();
        };
    }
}
