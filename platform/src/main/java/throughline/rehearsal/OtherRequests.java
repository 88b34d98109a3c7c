package throughline.rehearsal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import throughline.align.ActionKey;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.SystemDeclaration.Mode;
import throughline.money.Money;
import throughline.rehearsal.Difference.Fate;
import throughline.rehearsal.Difference.Write;

/**
 * Documents that stay what they are and that their system is asked for otherwise, because a release
 * describes the way there otherwise: the calls of a kind of write, the fields that it fills, or how
 * one that is there already is recognized. Deriving cannot find these, since what is desired is the
 * same.
 */
final class OtherRequests {

    private static final String WRITES =
            """
            select a.engagement, a.key, a.kind, a.system, a.status, a.at_stake_currency,
                a.at_stake_minor, coalesce(e.name, ''), coalesce(e.unit, ''),
                coalesce(e.legal_entity, '')
            from action a left join engagement e on e.id = a.engagement
            where a.system || ' ' || a.kind = any(?)
                and (?::text[] is null or a.engagement = any(?::text[]))
            order by a.engagement, a.ordinal
            """;

    private static final int FETCHED = 1_000;

    /** By system and kind. */
    private final Map<String, Way> ways = new LinkedHashMap<>();

    private OtherRequests() {}

    /** Every system is asked as before. */
    static OtherRequests none() {
        return new OtherRequests();
    }

    /** Those between the release in force and another one. */
    static OtherRequests between(Release inForce, Release next) {
        OtherRequests others = new OtherRequests();
        Map<String, SystemDeclaration> before = new HashMap<>();
        inForce.systems().forEach(system -> before.put(system.name(), system));
        for (SystemDeclaration now : next.systems()) {
            SystemDeclaration was = before.get(now.name());
            if (was != null) {
                for (String kind : now.writes()) {
                    others.compare(was, now, kind);
                }
            }
        }
        return others;
    }

    private void compare(SystemDeclaration was, SystemDeclaration now, String kind) {
        if (was.mode() != Mode.LIVE || now.mode() != Mode.LIVE) {
            return;
        }
        Asking before = Asking.of(was, kind);
        Asking after = Asking.of(now, kind);
        String name = now.name();
        if (!before.request().equals(after.request())) {
            ways.put(
                    name + " " + kind,
                    new Way("the same, asked of %s in other words".formatted(name), true));
        } else if (!before.knowing().equals(after.knowing())) {
            ways.put(
                    name + " " + kind,
                    new Way(
                            ("the same, and whether %s has it is known in another way: where that"
                                            + " is wrong, it is made twice, or not at all")
                                    .formatted(name),
                            false));
        }
    }

    /**
     * What is otherwise about asking for a kind of write.
     *
     * @param ofSent whether what the system holds would be another request too; how we know of
     *     something matters until it is known to be there
     */
    private record Way(String says, boolean ofSent) {}

    /**
     * Tells each engagement that has such documents, whatever else differs of it.
     *
     * @param ids only these; empty for all
     */
    void each(Connection connection, Optional<List<String>> ids, Consumer<Difference> found)
            throws SQLException {
        if (ways.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(WRITES)) {
            statement.setArray(
                    1, connection.createArrayOf("text", ways.keySet().toArray(String[]::new)));
            String @Nullable [] only = ids.map(all -> all.toArray(String[]::new)).orElse(null);
            for (int place : new int[] {2, 3}) {
                statement.setArray(
                        place, only == null ? null : connection.createArrayOf("text", only));
            }
            statement.setFetchSize(FETCHED);
            try (ResultSet rows = statement.executeQuery()) {
                @Nullable One one = null;
                while (rows.next()) {
                    String id = rows.getString(1);
                    if (one == null || !one.id.equals(id)) {
                        tell(one, found);
                        one = new One(id, rows);
                    }
                    one.take(rows);
                }
                tell(one, found);
            }
        }
    }

    /** The same of those that have not left the house: of these it is true at once. */
    void open(Connection connection, List<String> ids, Consumer<Difference> found)
            throws SQLException {
        each(
                connection,
                Optional.of(ids),
                each -> {
                    List<Write> open =
                            each.writes().stream()
                                    .filter(write -> write.fate() != Fate.AMENDED)
                                    .toList();
                    if (!open.isEmpty()) {
                        found.accept(each.with(open));
                    }
                });
    }

    private static void tell(@Nullable One one, Consumer<Difference> found) {
        if (one != null && !one.writes.isEmpty()) {
            found.accept(one.difference());
        }
    }

    /** One engagement while its writes are read, the newest attempt at each last. */
    private final class One {
        private final String id;
        private final String name;
        private final String unit;
        private final String legalEntity;
        private final Map<String, Write> writes = new LinkedHashMap<>();

        One(String id, ResultSet row) throws SQLException {
            this.id = id;
            this.name = row.getString(8);
            this.unit = row.getString(9);
            this.legalEntity = row.getString(10);
        }

        void take(ResultSet row) throws SQLException {
            String purpose = new ActionKey(row.getString(2)).purpose();
            Way way = Objects.requireNonNull(ways.get(row.getString(4) + " " + row.getString(3)));
            Optional<Fate> fate =
                    switch (Document.Standing.stored(row.getString(5))) {
                        case HELD -> way.ofSent() ? Optional.of(Fate.AMENDED) : Optional.empty();
                        case UNCLEAR -> Optional.of(way.ofSent() ? Fate.AMENDED : Fate.REWORDED);
                        case OPEN, REFUSED -> Optional.of(Fate.REWORDED);
                        case WITHDRAWN -> Optional.empty();
                    };
            writes.remove(purpose);
            if (fate.isPresent()) {
                Optional<Money> amount = money(row.getString(6), row.getLong(7));
                writes.put(
                        purpose,
                        new Write(
                                fate.get(),
                                purpose,
                                row.getString(3),
                                row.getString(4),
                                amount,
                                amount,
                                way.says()));
            }
        }

        Difference difference() {
            return new Difference(
                    id,
                    false,
                    name,
                    unit,
                    legalEntity,
                    List.of(),
                    List.of(),
                    new ArrayList<>(writes.values()));
        }
    }

    private static Optional<Money> money(@Nullable String currency, long minor) {
        return currency == null ? Optional.empty() : Optional.of(Money.ofMinor(currency, minor));
    }
}
