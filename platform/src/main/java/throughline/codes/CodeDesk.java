package throughline.codes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.audit.AuditLog;
import throughline.database.OneTransaction;
import throughline.engine.NewestRecords;
import throughline.journal.RawJson;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.landscape.Translation;
import throughline.landscape.build.Flattened;
import throughline.landscape.expression.Scope;
import throughline.observed.RecordKey;
import throughline.people.Actor;
import throughline.people.RefusedToPersonException;
import throughline.people.RefusedToPersonException.Kind;
import throughline.releases.AppliedReleases;
import throughline.releases.KeptRelease;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.ReleaseStore;
import throughline.releases.Releases;
import throughline.releases.Signature;
import tools.jackson.core.JacksonException;

/**
 * Maps codes that nobody mapped. What comes of it is a draft of a release, which is rehearsed,
 * agreed to and put in force like any other; when it is, everything that was put aside is taken up
 * again.
 *
 * <p><b>Threads</b>: safe for any number.
 */
public final class CodeDesk {

    private static final int LOOKED_AT = 2_000;
    private static final int NAMED = 8;
    private static final String PREFIX = Scope.CODES + ":";
    private static final String GAPS =
            """
            select w.missing, count(*) as messages, min(p.since) as oldest,
                array_agg(distinct m.system) as systems
            from parked p join message m on m.id = p.message_id,
                unnest(p.waits_for) as w(missing)
            where starts_with(w.missing, :prefix)
            group by 1 order by messages desc, 1 limit 200
            """;
    private static final String WAITING =
            """
            select m.system, m.type, m.external_id, m.body
            from parked p join message m on m.id = p.message_id
            where p.waits_for @> array[:missing]::text[]
            order by p.since, m.id limit :most
            """;

    private final DataSource source;
    private final JdbcClient database;
    private final AppliedReleases applied;
    private final ReleaseStore releases;
    private final AuditLog audit;

    /** A desk over a database. */
    public CodeDesk(DataSource source) {
        this.source = source;
        this.database = JdbcClient.create(source);
        this.applied = new AppliedReleases(source);
        this.releases = new ReleaseStore(source);
        this.audit = new AuditLog(source);
    }

    /** Every code that messages wait for, those of the most messages first. */
    public List<Gap> gaps() {
        SortedMap<String, byte[]> files = files().files();
        return database.sql(GAPS)
                .param("prefix", PREFIX)
                .query((row, number) -> gap(row, files))
                .list();
    }

    private static Gap gap(ResultSet row, SortedMap<String, byte[]> files) throws SQLException {
        String[] parts = row.getString("missing").split(":", 3);
        Map<String, String> known =
                Optional.ofNullable(files.get(file(parts[1])))
                        .map(bytes -> new CodeMapFile(bytes).known())
                        .orElse(Map.of());
        Optional<Likeness.Found> like = Likeness.of(parts[2], known);
        return new Gap(
                parts[1],
                parts[2],
                row.getLong("messages"),
                row.getTimestamp("oldest").toInstant(),
                List.of((String[]) row.getArray("systems").getArray()),
                known.values().stream().distinct().toList(),
                like.map(Likeness.Found::meaning),
                like.map(Likeness.Found::because).orElse("nothing known is like it"));
    }

    private static String file(String map) {
        return "tables/" + map + ".csv";
    }

    private LandscapeFiles files() {
        return applied.filesInForce()
                .orElseThrow(
                        () ->
                                RefusedToPersonException.refused(
                                        "nothing-in-force",
                                        "No release is in force here, so there is no code map."));
    }

    /** What somebody wants a code to mean. */
    public record Wish(String map, String code, String meaning) {}

    /**
     * What would become of what waits.
     *
     * @throws RefusedToPersonException when it cannot mean that
     */
    public Prospect prospect(Wish wish) {
        Made made = made(wish);
        Release candidate = made.released().release();
        Map<String, Long> waiting = new LinkedHashMap<>();
        Map<String, Long> refused = new LinkedHashMap<>();
        Map<String, String> fields = new LinkedHashMap<>();
        List<String> records = new ArrayList<>();
        String[] example = {""};
        long[] counts = new long[2];
        NewestRecords lookup = new NewestRecords(source, Map.of());
        database.sql(WAITING)
                .param("missing", PREFIX + wish.map() + ":" + wish.code())
                .param("most", LOOKED_AT)
                .query(
                        row -> {
                            counts[0]++;
                            RecordKey key =
                                    new RecordKey(
                                            row.getString(1), row.getString(2), row.getString(3));
                            byte[] body = row.getBytes(4);
                            switch (translated(candidate, key, body, lookup)) {
                                case Translation.Translated found -> {
                                    counts[1]++;
                                    if (records.size() < NAMED) {
                                        records.add(key.toString());
                                    }
                                    if (fields.isEmpty()) {
                                        fields.putAll(Flattened.of(found.record()));
                                        example[0] =
                                                new String(
                                                        body,
                                                        java.nio.charset.StandardCharsets.UTF_8);
                                    }
                                }
                                case Translation.Waiting still ->
                                        waiting.merge(still.sentence(), 1L, Long::sum);
                                case Translation.Refused faulty ->
                                        refused.merge(
                                                faulty.faults().getFirst().sentence(),
                                                1L,
                                                Long::sum);
                                case Translation.Ignored aside ->
                                        waiting.merge(aside.reason(), 1L, Long::sum);
                            }
                        });
        return new Prospect(
                wish.map(),
                wish.code(),
                wish.meaning(),
                made.row(),
                counts[0],
                counts[1],
                waiting,
                refused,
                example[0],
                fields,
                records);
    }

    private static Translation translated(
            Release candidate, RecordKey key, byte[] body, NewestRecords lookup) {
        Optional<Mapping> mapping = candidate.mapping(key.system(), key.type());
        try {
            return mapping.isEmpty()
                    ? new Translation.Ignored("the landscape has no mapping for it")
                    : mapping.get().translate(RawJson.object(body), lookup);
        } catch (JacksonException | RawJson.NoObjectException unreadable) {
            return new Translation.Ignored("it is no JSON object");
        }
    }

    /** A landscape with one more row. */
    private record Made(ReadResult.Released released, String row) {}

    private Made made(Wish wish) {
        LandscapeFiles inForce = files();
        byte[] bytes = inForce.files().get(file(wish.map()));
        if (bytes == null || !new CodeMapFile(bytes).isCodeMap()) {
            throw new RefusedToPersonException(
                    Kind.NOT_THERE,
                    "not-found",
                    "There is no code map of that name. The page of codes lists what waits.");
        }
        CodeMapFile file = new CodeMapFile(bytes);
        if (!CodeMapFile.canHold(wish.code())) {
            throw RefusedToPersonException.refused(
                    "code-unfit",
                    "This code cannot stand in a table as it is, since it would be read as a"
                            + " condition. Map it by an expression in the mapping.");
        }
        Map<String, String> known = file.known();
        if (known.containsKey(wish.code())) {
            throw RefusedToPersonException.refused(
                    "already-mapped",
                    "This code is mapped already: it means %s. What waits for it is taken up by"
                                    .formatted(known.get(wish.code()))
                            + " itself.");
        }
        if (!known.containsValue(wish.meaning())) {
            throw RefusedToPersonException.faulty(
                    "unknown-meaning",
                    "Codes of %s mean one of %s. A new meaning is a change of its files."
                            .formatted(
                                    wish.map(),
                                    String.join(", ", new java.util.TreeSet<>(known.values()))));
        }
        String row = file.row(wish.code(), wish.meaning());
        SortedMap<String, byte[]> files = new TreeMap<>(inForce.files());
        files.put(file(wish.map()), file.with(row));
        return switch (Releases.read(new LandscapeFiles(files))) {
            case ReadResult.Released released -> new Made(released, row);
            case ReadResult.Faulty faulty ->
                    throw RefusedToPersonException.refused(
                            "unsound", "The landscape would not be sound: " + faulty.sentences());
        };
    }

    /**
     * Makes a draft of a release in which a code means something; the same wish twice is one draft.
     *
     * @return it, to be rehearsed and put in force
     */
    public KeptRelease draft(Actor by, Wish wish, String reason, Instant now) {
        Made made = made(wish);
        String why =
                "%s: \"%s\" means %s. %s"
                        .formatted(wish.map(), wish.code(), wish.meaning(), reason);
        return new OneTransaction(source)
                .of(
                        () -> {
                            KeptRelease kept =
                                    releases.draft(made.released(), Signature.of(by), why, now);
                            audit.add(
                                    by.did(
                                            "mapped-code",
                                            wish.map() + " " + wish.code(),
                                            reason,
                                            "unknown",
                                            wish.meaning() + " in draft " + kept.id()),
                                    now);
                            return kept;
                        });
    }

    /** How many messages wait for codes. */
    public static Map<String, Long> waiting(JdbcClient database) {
        Map<String, Long> counts = new HashMap<>();
        database.sql(
                        """
                        select count(distinct w.missing) as codes,
                            count(distinct p.message_id) as messages
                        from parked p, unnest(p.waits_for) as w(missing)
                        where starts_with(w.missing, ?)
                        """)
                .param(PREFIX)
                .query(
                        row -> {
                            counts.put("codes", row.getLong(1));
                            counts.put("messages", row.getLong(2));
                        });
        return counts;
    }
}
