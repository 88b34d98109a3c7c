package throughline.api;

import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a query finds as programs are told it: its columns by name, instants as ISO 8601. */
final class QueryRows {

    private QueryRows() {}

    static List<Map<String, @Nullable Object>> of(JdbcClient.StatementSpec query) {
        return query.query().listOfRows().stream().map(QueryRows::told).toList();
    }

    private static Map<String, @Nullable Object> told(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>(row);
        told.replaceAll(
                (_, value) -> value instanceof Timestamp at ? at.toInstant().toString() : value);
        return told;
    }
}
