package throughline.rehearsal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.engagement.EngagementId;
import throughline.engine.Replay;
import throughline.intake.Arrived;
import throughline.observed.RecordKey;
import throughline.rehearsal.Difference.Attention;
import throughline.rehearsal.Difference.Change;

/** Messages that were put or left aside in life, each with the engagement that it reaches now. */
final class Further {

    private static final String ASIDE =
            """
            select m.id, m.system, m.type, m.external_id, m.origin, m.body, p.code, p.sentence
            from message m join (
                select message_id, code, sentence from parked
                union all select message_id, '', '' from ignored) p on p.message_id = m.id
            order by m.id
            """;

    private final Map<String, Set<Long>> byEngagement = new HashMap<>();
    private final Map<RecordKey, EngagementId> roots = new HashMap<>();
    private final List<Attention> changes = new ArrayList<>();

    private Further() {}

    static Further read(Connection connection, Replay replay) throws SQLException {
        Further further = new Further();
        further.aside(connection, replay);
        return further;
    }

    /** Again as long as somebody finds a new engagement for others to belong to. */
    private void aside(Connection connection, Replay replay) throws SQLException {
        int before;
        do {
            before = roots.size();
            changes.clear();
            try (PreparedStatement statement = connection.prepareStatement(ASIDE)) {
                statement.setFetchSize(1_000);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        Arrived message = KeptStore.arrived(rows);
                        look(replay, message, rows.getString(7), rows.getString(8));
                    }
                }
            }
        } while (roots.size() > before);
    }

    private void look(Replay replay, Arrived message, String code, String sentence) {
        switch (replay.whither(message, Instant.MAX)) {
            case Replay.Met.Elsewhere(var to) -> {
                replay.root(message, Instant.MAX)
                        .ifPresent(
                                root -> {
                                    roots.put(message.key(), root);
                                    replay.belongs(message.key(), root);
                                });
                add(to.value(), message.id());
                if (!code.isEmpty()) {
                    changes.add(change(Change.VANISHES, message, code, sentence));
                }
            }
            case Replay.Met.Aside(var now, var says, _) -> {
                if (!now.equals(code) || !says.equals(sentence)) {
                    Change how = code.isEmpty() ? Change.APPEARS : Change.CHANGES;
                    changes.add(change(how, message, now, says));
                }
            }
            case Replay.Met.Mastered _, Replay.Met.Ignored _, Replay.Met.Taken _ -> {
                if (!code.isEmpty()) {
                    changes.add(change(Change.VANISHES, message, code, sentence));
                }
            }
        }
    }

    static Attention change(Change how, Arrived message, String code, String sentence) {
        return new Attention(how, "message " + message.key(), code, sentence, Optional.empty());
    }

    private void add(String engagement, long message) {
        byEngagement.computeIfAbsent(engagement, _ -> new LinkedHashSet<>()).add(message);
    }

    /** More messages of an engagement. */
    void add(Collection<Derivation.Elsewhere> moved) {
        moved.forEach(each -> add(each.to().value(), each.message()));
    }

    /** Messages of engagements, oldest first. */
    Map<String, Set<Long>> byEngagement() {
        return byEngagement;
    }

    /** Engagements that there are under the release, and were not before. */
    Map<RecordKey, EngagementId> roots() {
        return Map.copyOf(roots);
    }

    /** What becomes of messages that wait for somebody. */
    List<Attention> changes() {
        return List.copyOf(changes);
    }
}
