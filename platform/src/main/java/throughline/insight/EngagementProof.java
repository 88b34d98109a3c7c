package throughline.insight;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.books.Happening;
import throughline.wording.Kebab;

/** Leads what the books say of one engagement back to its causes, happening by happening. */
final class EngagementProof {

    private static final String FIND =
            """
            select id, name, coalesce(customer_name, customer, '') as customer, status, release
            from engagement where id = ?
            """;

    /** The rows that are shown of each happening, as far as it is not cut. */
    private static final String SHOWN =
            """
            select happening, sequence from (
                select happening, sequence, row_number() over (
                    partition by happening order by effective, sequence, ordinal) as place
                from posting where engagement = ?) p
            where place <= ?
            """;

    private final Connection connection;
    private final Settings settings;
    private final int limit;

    EngagementProof(Connection connection, Settings settings, int limit) {
        this.connection = connection;
        this.settings = settings;
        this.limit = limit;
    }

    Optional<Explanation> prove(String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, KnownNames.engagement(connection, name).orElse(name));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(prove(row)) : Optional.empty();
            }
        }
    }

    private Explanation prove(ResultSet row) throws SQLException {
        String id = row.getString("id");
        Map<String, String> facts = new LinkedHashMap<>();
        for (String name : List.of("name", "customer", "status", "release")) {
            facts.put(name, row.getString(name));
        }
        Question question =
                new Question(
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Map.of("engagement", id));
        Cut cut = new Cut(Labels.read(connection, List.of()), question, settings.weekStartsOn());
        FigureProof proof = new FigureProof(connection, cut, limit);
        List<Explanation> parts = new ArrayList<>();
        Set<String> happened = new HashSet<>();
        Set<Long> shown = new HashSet<>();
        shown(id, happened, shown);
        proof.readAhead(id, List.copyOf(shown));
        for (Happening happening : Happening.values()) {
            String kind = Kebab.of(happening);
            if (!happened.contains(kind)) {
                continue;
            }
            add(proof.prove(part(kind, Computation.Source.POSTINGS)), parts);
        }
        for (String kind : List.of("hours-worked", "hours-billable", "hours-available")) {
            add(proof.prove(part(kind, Computation.Source.HOURS)), parts);
        }
        return new Explanation("engagement", id, facts, parts);
    }

    private void shown(String id, Set<String> happened, Set<Long> shown) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SHOWN)) {
            statement.setString(1, id);
            statement.setInt(2, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    happened.add(row.getString(1));
                    shown.add(row.getLong(2));
                }
            }
        }
    }

    private static FigureProof.Part part(String kind, Computation.Source source) {
        return new FigureProof.Part(
                kind,
                source,
                Map.of(kind, Computation.Weight.BOTH),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static void add(Explanation part, List<Explanation> parts) {
        if (!part.facts().isEmpty()) {
            parts.add(part);
        }
    }
}
