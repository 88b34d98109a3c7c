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
        Set<String> happened = happened(id);
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

    private Set<String> happened(String id) throws SQLException {
        Set<String> happened = new HashSet<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select distinct happening from posting where engagement = ?")) {
            statement.setString(1, id);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    happened.add(row.getString(1));
                }
            }
        }
        return happened;
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
