package throughline.rehearsal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which invoices of a plan were credited by others since the plan was made, by what. */
final class SinceCredited {

    /** Notes that came to be known, and those that are on their way. */
    private static final String CREDITED =
            """
            select c.invoice, convert_from(v.payload, 'UTF8')::jsonb ->> 'number'
            from compensation c join rehearsal r on r.id = c.rehearsal
            join event v on v.engagement = c.engagement and v.type = 'credit-note-posted/v1'
                and v.known > r.started_at
                and convert_from(v.payload, 'UTF8')::jsonb ->> 'invoice' = c.invoice
            where c.rehearsal = :rehearsal and c.treatment = 'credit'
            union
            select c.invoice, ''
            from compensation c join rehearsal r on r.id = c.rehearsal
            join action a on a.engagement = c.engagement and a.kind = 'POST_CREDIT_NOTE'
                and a.planned_at > r.started_at
                and a.status in ('planned', 'held', 'sent', 'ambiguous')
                and starts_with(a.natural_key, c.invoice || '/')
            where c.rehearsal = :rehearsal and c.treatment = 'credit'
            order by 1, 2
            """;

    private final Map<String, List<String>> notes = new HashMap<>();

    private SinceCredited() {}

    static SinceCredited read(DataSource database, long rehearsal) {
        SinceCredited since = new SinceCredited();
        JdbcClient.create(database)
                .sql(CREDITED)
                .param("rehearsal", rehearsal)
                .query(
                        row -> {
                            since.notes
                                    .computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                                    .add(row.getString(2));
                        });
        return since;
    }

    /** Why an invoice is not credited by the plan; empty when nobody else did. */
    Optional<String> of(String invoice) {
        return Optional.ofNullable(notes.get(invoice))
                .map(
                        all ->
                                ("%s was credited (%s). Whether that is what was planned here"
                                     + " nobody can tell: look at it, and credit what is still owed"
                                     + " by hand, or plan again.")
                                        .formatted(
                                                invoice,
                                                String.join(
                                                        ", ",
                                                        all.stream()
                                                                .map(SinceCredited::named)
                                                                .toList())));
    }

    private static String named(String number) {
        return number.isEmpty() ? "a note is on its way" : "note " + number;
    }
}
