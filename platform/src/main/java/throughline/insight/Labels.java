package throughline.insight;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.engagement.AgreementEvent;
import throughline.journal.EventCodec;
import throughline.terms.Line;

/** What engagements are called in each dimension. */
final class Labels {

    private static final String ENGAGEMENTS =
            """
            select e.id, d.name, coalesce(e.attributes ->> d.name, case d.name
                when 'customer' then coalesce(e.customer_name, e.customer)
                when 'unit' then e.unit
                when 'entity' then e.legal_entity
                when 'project' then (select min(i.external_id) from identity i
                    where i.engagement = e.id and i.type ilike '%project%') end) as value
            from engagement e cross join unnest(?::text[]) as d(name)
            """;
    private static final String TERMS =
            "select engagement, payload from event where type = 'contract-booked/v1'";

    private final Map<String, Map<String, String>> byEngagement = new HashMap<>();
    private final Map<String, String> serviceLines = new HashMap<>();

    private Labels() {}

    /** The values of some dimensions for all engagements. */
    static Labels read(Connection connection, java.util.Collection<String> dimensions)
            throws SQLException {
        Labels labels = new Labels();
        if (dimensions.isEmpty()) {
            return labels;
        }
        try (PreparedStatement statement = connection.prepareStatement(ENGAGEMENTS)) {
            statement.setArray(1, connection.createArrayOf("text", dimensions.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getString(3) != null) {
                        labels.byEngagement
                                .computeIfAbsent(rows.getString(1), id -> new HashMap<>())
                                .put(rows.getString(2), rows.getString(3));
                    }
                }
            }
        }
        if (dimensions.contains("service-line")) {
            labels.readTerms(connection);
        }
        return labels;
    }

    private void readTerms(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TERMS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (EventCodec.read("contract-booked/v1", rows.getBytes(2))
                        instanceof AgreementEvent.ContractBooked booked) {
                    for (Line line : booked.terms().lines()) {
                        serviceLines.put(key(rows.getString(1), line.id()), line.serviceLine());
                    }
                }
            }
        }
    }

    private static String key(String engagement, String line) {
        return engagement + ' ' + line;
    }

    @Nullable String of(String engagement, String dimension) {
        return byEngagement.getOrDefault(engagement, Map.of()).get(dimension);
    }

    @Nullable String serviceLine(String engagement, String line) {
        return serviceLines.get(key(engagement, line));
    }
}
