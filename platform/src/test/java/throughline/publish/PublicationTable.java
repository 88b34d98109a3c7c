package throughline.publish;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Json;
import throughline.database.SharedDatabase;
import throughline.engagement.EngagementId;

/** Stands where the engine stands: keeps publications. */
final class PublicationTable {

    final JdbcClient database = JdbcClient.create(SharedDatabase.dataSource());

    PublicationTable() {
        database.sql("delete from throughline.incident where area = 'publish'").update();
        database.sql(
                        """
                        truncate throughline.publication, throughline.subscription,
                            throughline.redelivery
                        """)
                .update();
    }

    static Publication publication(String engagement, int number) {
        return new Publication(
                "tl_" + engagement.replace(':', '-') + number,
                Milestones.INVOICE_POSTED,
                new EngagementId(engagement),
                Instant.parse("2026-03-31T10:00:00Z"),
                Map.of("number", "" + number));
    }

    void keep(Publication publication) {
        keep(database, publication);
    }

    static void keep(JdbcClient database, Publication publication) {
        database.sql(
                        """
                        insert into throughline.publication (id, type, subject, time, data)
                        values (:id, :type, :subject, :time, :data)
                        on conflict (id) do nothing
                        """)
                .param("id", publication.id())
                .param("type", publication.type())
                .param("subject", publication.subject().value())
                .param("time", Timestamp.from(publication.time()))
                .param("data", new String(Json.write(publication.data()), StandardCharsets.UTF_8))
                .update();
    }
}
