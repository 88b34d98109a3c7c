package throughline.cli;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.align.ActionKey;
import throughline.audit.AuditLog;
import throughline.cli.CommandFailure.Exit;
import throughline.database.OneTransaction;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal.Verdict;
import throughline.engine.Decisions;
import throughline.people.Actor;
import throughline.wording.Counted;

/** Writes that a system refused, and the decision to ask for them again. */
final class RefusedWrites {

    /** The newest attempt of each write counts: an earlier one stays refused for ever. */
    private static final String REFUSED =
            """
            select engagement, key, system, kind, code, sentence from (
                select distinct on (regexp_replace(key, '~[0-9]{1,4}$', '')) a.*
                from action a
                where engagement in (
                        select engagement from action
                        where code is not null and status = 'rejected' or key = :key)
                    and (:engagement::text is null or engagement = :engagement)
                order by regexp_replace(key, '~[0-9]{1,4}$', ''), ordinal desc) newest
            where (status = 'rejected' and :key::text is null
                    or key = :key and status in ('rejected', 'cancelled'))
                and (:code::text is null or code = :code)
            order by ordinal
            """;

    private final DataSource database;

    RefusedWrites(DataSource database) {
        this.database = database;
    }

    /**
     * Decides for each that it is asked for again: for those of an engagement that were refused, or
     * for the write of a key, which may be cancelled too. Whether it still stands so then is seen
     * by whoever takes the decision in, so that saying it twice sends nothing twice.
     *
     * @throws CommandFailure {@code nothing-refused} when there is none
     */
    Answer again(Optional<String> name, Optional<String> code, Actor by, Instant at) {
        JdbcClient client = JdbcClient.create(database);
        Optional<String> key = name.filter(each -> isKey(client, each));
        Optional<String> engagement =
                key.isPresent()
                        ? Optional.empty()
                        : name.map(each -> EngagementNames.find(client, each));
        List<Map<String, @Nullable Object>> writes =
                client.sql(REFUSED)
                        .param("engagement", engagement.orElse(null))
                        .param("key", key.orElse(null))
                        .param("code", code.orElse(null))
                        .query((row, number) -> write(row))
                        .list();
        if (writes.isEmpty()) {
            throw nothing(name, code);
        }
        new OneTransaction(database)
                .of(
                        () -> {
                            for (Map<String, @Nullable Object> write : writes) {
                                again(write, by, at);
                            }
                            return by;
                        });
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("asked", writes.size());
        json.put("writes", writes);
        return new Answer(
                json,
                writes,
                List.of(
                        Counted.of(writes.size(), "write is", "writes are")
                                + " asked for again, at once by a running server, else"
                                + " when the next one starts."));
    }

    private static boolean isKey(JdbcClient client, String name) {
        return client.sql("select exists (select from action where key = ?)")
                .param(name)
                .query(Boolean.class)
                .single();
    }

    private void again(Map<String, @Nullable Object> write, Actor by, Instant at) {
        String engagement = String.valueOf(write.get("engagement"));
        String key = String.valueOf(write.get("key"));
        Decisions.decide(
                database,
                new EngagementId(engagement),
                new Verdict.Retry(new ActionKey(key)),
                by.person().name(),
                at);
        String refused = "%s: %s".formatted(write.get("code"), write.get("sentence"));
        new AuditLog(database).add(by.did("retried", engagement, "", refused, key), at);
    }

    private static CommandFailure nothing(Optional<String> name, Optional<String> code) {
        return new CommandFailure(
                Exit.REFUSED,
                "nothing-refused",
                ("Cannot ask again%s%s: no such write stands refused. See what was sent:"
                                + " throughline show ID")
                        .formatted(
                                name.map(each -> " for " + each).orElse(""),
                                code.map(each -> " after " + each).orElse("")));
    }

    private static Map<String, @Nullable Object> write(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> write = new LinkedHashMap<>();
        for (String name : List.of("engagement", "key", "system", "kind", "code", "sentence")) {
            write.put(name, row.getString(name));
        }
        return write;
    }
}
