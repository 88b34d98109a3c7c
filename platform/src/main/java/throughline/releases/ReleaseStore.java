package throughline.releases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import throughline.landscape.Release;
import throughline.releases.KeptRelease.Staging;

/**
 * Every release that anybody planned, with its files, its life and what is in force. A release is
 * never changed; a change-over is one row.
 */
public final class ReleaseStore {

    private static final int SHORT = 12;

    private static final String SELECT =
            """
            select r.id, r.hash, r.name, r.author, r.human, r.reason, r.parent, r.made_at,
                r.staged_from, r.staged_to, r.staged_units,
                coalesce((select s.step from release_step s where s.release = r.id
                    order by s.id desc limit 1), 'draft') as stands,
                r.id = (select a.release from activation a order by a.id desc limit 1) as in_force
            from release r
            """;

    private final JdbcClient database;
    private final TransactionTemplate transaction;

    /** Those kept in a database. */
    public ReleaseStore(DataSource database) {
        this.database = JdbcClient.create(database);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    }

    /** The id by which events name the release of a hash. */
    public static String shortId(String hash) {
        return hash.substring(0, Math.min(SHORT, hash.length()));
    }

    /**
     * Keeps a landscape as a draft, unless it is kept already: then its first author stays.
     *
     * @return it, as it is kept
     */
    public KeptRelease draft(
            ReadResult.Released made, Signature author, String reason, Instant now) {
        String hash = made.release().id();
        return kept(new Draft(hash, made.release().name(), author, reason), made.files(), now);
    }

    /** Who makes which release, and why. */
    private record Draft(String hash, String name, Signature author, String reason) {}

    private KeptRelease kept(Draft draft, LandscapeFiles files, Instant now) {
        String id = shortId(draft.hash());
        transaction.executeWithoutResult(
                status -> {
                    int made =
                            database.sql(
                                            """
                                            insert into release (id, hash, name, files, author,
                                                human, reason, parent, made_at)
                                            values (?, ?, ?, ?, ?, ?, ?, (select
                                                coalesce(r.staged_from, r.id) from activation a
                                                join release r on r.id = a.release
                                                order by a.id desc limit 1), ?)
                                            on conflict (id) do nothing
                                            """)
                                    .params(
                                            id,
                                            draft.hash(),
                                            draft.name(),
                                            files.zipped(),
                                            draft.author().name(),
                                            draft.author().human(),
                                            draft.reason(),
                                            Timestamp.from(now))
                                    .update();
                    if (made == 1) {
                        step(id, ReleaseStep.DRAFT, draft.author(), draft.reason(), now);
                    }
                });
        KeptRelease kept = required(id);
        if (!kept.hash().equals(draft.hash())) {
            throw new RefusedReleaseException(
                    "hash-mismatch",
                    ("Cannot keep release %s: another content whose hash begins with the same"
                                    + " characters is kept already. Change something in it, be it a"
                                    + " note.")
                            .formatted(draft.hash()));
        }
        return kept;
    }

    /** Keeps a release that is made of two others, for some units first. */
    public KeptRelease stage(Staging staging, Signature author, Instant now) {
        StagedRelease staged =
                new StagedRelease(
                        release(staging.from()).orElseThrow(),
                        release(staging.to()).orElseThrow(),
                        staging.units());
        String id = shortId(staged.id());
        database.sql(
                        """
                        insert into release (id, hash, name, files, author, human, reason, parent,
                            made_at, staged_from, staged_to, staged_units)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::text[])
                        on conflict (id) do nothing
                        """)
                .params(
                        id,
                        staged.id(),
                        staged.name(),
                        new byte[0],
                        author.name(),
                        author.human(),
                        staged.reason(),
                        staging.from(),
                        Timestamp.from(now),
                        staging.from(),
                        staging.to(),
                        "{" + String.join(",", staging.units()) + "}")
                .update();
        return required(id);
    }

    /** Writes down that a release went a step. */
    public void step(String id, ReleaseStep step, Signature by, String why, Instant now) {
        step(id, step, by, why, Optional.empty(), now);
    }

    /** Writes down that a release went a step that rests on a rehearsal. */
    public void step(
            String id,
            ReleaseStep step,
            Signature by,
            String why,
            Optional<Long> rehearsal,
            Instant now) {
        database.sql(
                        """
                        insert into release_step
                            (release, step, hash, at, by, human, why, rehearsal)
                        select id, ?, hash, ?, ?, ?, ?, ? from release where id = ?
                        """)
                .params(
                        Arrays.asList(
                                step.stored(),
                                Timestamp.from(now),
                                by.name(),
                                by.human(),
                                why,
                                rehearsal.orElse(null),
                                id))
                .update();
    }

    /**
     * One step of a life.
     *
     * @param rehearsal the one that it rests on
     */
    public record Lived(
            ReleaseStep step, Instant at, Signature by, String why, Optional<Long> rehearsal) {}

    /** The life of a release, oldest step first. */
    public List<Lived> life(String id) {
        return database.sql(
                        """
                        select step, at, by, human, why, rehearsal from release_step
                        where release = ? order by id
                        """)
                .param(id)
                .query(
                        (row, number) ->
                                new Lived(
                                        ReleaseStep.of(row.getString(1)),
                                        row.getTimestamp(2).toInstant(),
                                        new Signature(row.getString(3), row.getString(4)),
                                        row.getString(5),
                                        number(row, 6)))
                .list();
    }

    /** All of them, newest first. */
    public List<KeptRelease> all() {
        return database.sql(SELECT + " order by r.made_at desc, r.id")
                .query(ReleaseStore::kept)
                .list();
    }

    /** One by the first characters of its hash; empty when none or several begin so. */
    public Optional<KeptRelease> find(String beginning) {
        if (!beginning.matches("[0-9a-f]{4,64}")) {
            return Optional.empty();
        }
        List<KeptRelease> found =
                database.sql(SELECT + " where starts_with(r.hash, ?)")
                        .param(beginning)
                        .query(ReleaseStore::kept)
                        .list();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private KeptRelease required(String id) {
        return database.sql(SELECT + " where r.id = ?")
                .param(id)
                .query(ReleaseStore::kept)
                .single();
    }

    private static KeptRelease kept(ResultSet row, int number) throws SQLException {
        @Nullable String from = row.getString("staged_from");
        Optional<Staging> staging =
                from == null
                        ? Optional.empty()
                        : Optional.of(
                                new Staging(
                                        from,
                                        row.getString("staged_to"),
                                        List.of(
                                                (String[])
                                                        row.getArray("staged_units").getArray())));
        return new KeptRelease(
                row.getString("id"),
                row.getString("hash"),
                row.getString("name"),
                new Signature(row.getString("author"), row.getString("human")),
                row.getString("reason"),
                Optional.ofNullable(row.getString("parent")),
                row.getTimestamp("made_at").toInstant(),
                staging,
                ReleaseStep.of(row.getString("stands")),
                row.getBoolean("in_force"));
    }

    private static Optional<Long> number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    /**
     * The files of a release.
     *
     * @throws RefusedReleaseException when what is kept is not what the hash says
     */
    public LandscapeFiles files(String id) {
        KeptRelease kept = required(id);
        String of = kept.staging().map(Staging::to).orElse(id);
        LandscapeFiles files =
                LandscapeFiles.unzipped(
                        database.sql("select files from release where id = ?")
                                .param(of)
                                .query(byte[].class)
                                .single());
        if (!files.hash().equals(required(of).hash())) {
            throw new RefusedReleaseException(
                    "hash-mismatch",
                    "Cannot use release "
                            + of
                            + ": its kept files have the hash "
                            + shortId(files.hash())
                            + ". They were changed in the database; restore them from a backup.");
        }
        return files;
    }

    /** A release, compiled; empty when this version cannot make one of its files. */
    public Optional<Release> release(String id) {
        Optional<Staging> staging = required(id).staging();
        if (staging.isPresent()) {
            Optional<Release> from = release(staging.get().from());
            Optional<Release> to = release(staging.get().to());
            return from.isPresent() && to.isPresent()
                    ? Optional.of(new StagedRelease(from.get(), to.get(), staging.get().units()))
                    : Optional.empty();
        }
        return switch (Releases.read(files(id))) {
            case ReadResult.Released released -> Optional.of(released.release());
            case ReadResult.Faulty _ -> Optional.empty();
        };
    }

    /** What is in force; empty before anything was. */
    public Optional<Activation> inForce() {
        return database.sql(
                        """
                        select id, release, kind, rehearsal, at, by, environment, bound
                        from activation order by id desc limit 1
                        """)
                .query(
                        (row, number) ->
                                new Activation(
                                        row.getLong(1),
                                        row.getString(2),
                                        Activation.Kind.of(row.getString(3)),
                                        number(row, 4),
                                        row.getTimestamp(5).toInstant(),
                                        row.getString(6),
                                        Environment.of(row.getString(7), row.getString(8))))
                .optional();
    }

    /**
     * A change-over that somebody wants.
     *
     * @param follows the one in force when it was decided upon; empty for the first
     * @param environment what is bound with it; empty for what was bound before
     */
    public record Wanted(
            Optional<Long> follows,
            String release,
            Activation.Kind kind,
            Optional<Long> rehearsal,
            Signature by,
            Optional<Environment> environment) {}

    /**
     * Puts a release in force, with everything that goes with it, or does nothing at all.
     *
     * @param with what else is written in the same transaction
     * @throws RefusedReleaseException when somebody else was first
     */
    public void activate(Wanted wanted, Instant now, Runnable with) {
        Environment environment =
                wanted.environment()
                        .or(() -> inForce().map(Activation::environment))
                        .orElse(Environment.NONE);
        try {
            transaction.executeWithoutResult(
                    status -> {
                        database.sql(
                                        """
                                        insert into activation (follows, release, kind, rehearsal,
                                            at, by, environment, bound)
                                        values (?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                                        """)
                                .params(
                                        Arrays.asList(
                                                wanted.follows().orElse(null),
                                                wanted.release(),
                                                wanted.kind().stored(),
                                                wanted.rehearsal().orElse(null),
                                                Timestamp.from(now),
                                                wanted.by().toString(),
                                                environment.name(),
                                                environment.stored()))
                                .update();
                        Retiring.after(database, wanted, now);
                        step(
                                wanted.release(),
                                ReleaseStep.ACTIVE,
                                wanted.by(),
                                wanted.kind().stored(),
                                wanted.rehearsal(),
                                now);
                        with.run();
                    });
        } catch (DuplicateKeyException other) {
            throw new RefusedReleaseException(
                    "apply-under-way",
                    "Cannot put release "
                            + wanted.release()
                            + " in force: another change-over was made since this one began. Look"
                            + " at what is in force now (throughline releases list), then begin"
                            + " again.");
        }
    }
}
