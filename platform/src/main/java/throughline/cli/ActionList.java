package throughline.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Json;
import throughline.insight.Write;
import throughline.insight.Writes;
import throughline.people.Scope;
import throughline.wording.Counted;

/** Writes as they stand, those that are late and have the most money behind them first. */
final class ActionList {

    private final JdbcClient database;
    private final Writes writes;

    ActionList(DataSource database) {
        this.database = JdbcClient.create(database);
        this.writes = new Writes(database);
    }

    /** Those of an engagement, a system or a status. */
    Answer of(
            Optional<String> name,
            Optional<String> system,
            Optional<String> status,
            boolean all,
            int limit) {
        Optional<String> engagement = name.map(each -> EngagementNames.find(database, each));
        List<Map<String, @Nullable Object>> rows =
                writes
                        .list(
                                new Writes.Wanted(engagement, system, status, all, 0, limit),
                                Scope.WHOLE)
                        .stream()
                        .map(Write::values)
                        .toList();
        Map<String, Long> counts = writes.counts(system, Scope.WHOLE);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("counts", counts);
        json.put("actions", rows);
        return new Answer(json, rows, List.of("Altogether " + told(counts) + "."));
    }

    private static String told(Map<String, Long> counts) {
        List<String> parts = new ArrayList<>();
        counts.forEach((status, count) -> parts.add(count + " " + status));
        return String.join(", ", parts);
    }

    /** One write with what is to be written and what was tried; empty when no key is so. */
    Optional<Answer> one(String key) {
        return writes.one(key, Scope.WHOLE).map(this::told);
    }

    private Answer told(Write write) {
        List<Map<String, @Nullable Object>> tried =
                writes.attempts(write).stream().map(Write.Attempt::values).toList();
        Map<String, @Nullable Object> json = write.values();
        json.put(
                "body",
                Json.object(writes.body(write).getBytes(StandardCharsets.UTF_8)).orElse(Map.of()));
        json.put("tried", tried);
        List<String> remarks = new ArrayList<>();
        remarks.add(
                "%s of %s for %s stands %s after %s."
                        .formatted(
                                write.kind(),
                                write.naturalKey(),
                                write.system(),
                                write.status(),
                                Counted.of(write.attempts(), "attempt")));
        write.externalId()
                .ifPresent(id -> remarks.add(write.system() + " holds it as " + id + "."));
        if (!write.waitsFor().isEmpty()) {
            remarks.add("It waits for " + String.join(", ", write.waitsFor()) + ".");
        }
        write.sentence().ifPresent(said -> remarks.add("Said last: " + said));
        return new Answer(json, tried.isEmpty() ? List.of(write.values()) : tried, remarks);
    }
}
