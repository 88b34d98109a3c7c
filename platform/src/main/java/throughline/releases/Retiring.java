package throughline.releases;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Notes of releases that a change-over leaves behind that nobody decides under them any more. While
 * units go first, all others still decide under the one before.
 */
final class Retiring {

    private static final String BEHIND =
            """
            insert into release_step (release, step, hash, at, by, human, why)
            select r.id, 'retired', r.hash, ?, ?, ?, ?
            from activation a
            join release was on was.id = a.release
            join release next on next.id = ?
            join release r on r.id in (was.id, was.staged_from)
            where a.id = ? and r.id <> next.id and r.id is distinct from next.staged_from
            """;

    private Retiring() {}

    static void after(JdbcClient database, ReleaseStore.Wanted wanted, Instant now) {
        wanted.follows()
                .ifPresent(
                        before ->
                                database.sql(BEHIND)
                                        .params(
                                                Timestamp.from(now),
                                                wanted.by().name(),
                                                wanted.by().human(),
                                                wanted.kind().stored() + " " + wanted.release(),
                                                wanted.release(),
                                                before)
                                        .update());
    }
}
