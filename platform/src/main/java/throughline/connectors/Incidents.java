package throughline.connectors;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What failed technically and belongs to the operators, never to the business. The same again only
 * counts; what is over is closed and kept.
 *
 * @param area who noticed it: {@code dispatch}, {@code poll}, {@code publish}
 */
public record Incidents(JdbcClient database, String area) {

    /** Incidents that one part notices. */
    public static Incidents of(DataSource database, String area) {
        return new Incidents(JdbcClient.create(database), area);
    }

    /**
     * Opens an incident, or counts it once more. One that was over opens anew, at this moment.
     *
     * @param subject what it is about: a system, a poll, a subscriber
     */
    public void raise(String subject, String code, String sentence) {
        database.sql(
                        """
                        insert into throughline.incident (area, subject, code, sentence)
                        values (:area, :subject, :code, :sentence)
                        on conflict (area, subject, code) do update
                        set sentence = excluded.sentence, seen = throughline.incident.seen + 1,
                            last_at = now(), closed_at = null,
                            opened_at = case when throughline.incident.closed_at is null
                                then throughline.incident.opened_at else now() end
                        """)
                .param("area", area)
                .param("subject", subject)
                .param("code", code)
                .param("sentence", sentence)
                .update();
    }

    /**
     * Opens an incident that lasts. While it is open, only another reason counts once more.
     *
     * @param subject what it is about
     */
    public void lasts(String subject, String code, String sentence) {
        database.sql(
                        """
                        insert into throughline.incident as known (area, subject, code, sentence)
                        values (:area, :subject, :code, :sentence)
                        on conflict (area, subject, code) do update
                        set sentence = excluded.sentence, seen = known.seen + 1, last_at = now(),
                            closed_at = null,
                            opened_at = case when known.closed_at is null
                                then known.opened_at else now() end
                        where known.closed_at is not null or known.sentence <> excluded.sentence
                        """)
                .param("area", area)
                .param("subject", subject)
                .param("code", code)
                .param("sentence", sentence)
                .update();
    }

    /** It is over; nothing happens when it was not open. */
    public void close(String subject, String code) {
        database.sql(
                        """
                        update throughline.incident set closed_at = now()
                        where area = :area and subject = :subject and code = :code
                          and closed_at is null
                        """)
                .param("area", area)
                .param("subject", subject)
                .param("code", code)
                .update();
    }
}
