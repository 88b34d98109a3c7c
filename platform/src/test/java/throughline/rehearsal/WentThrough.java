package throughline.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.money.Money;
import throughline.releases.Change;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What went through a changed row, counted by hand from the journal and the read models. */
final class WentThrough {

    private static final String HOURS =
            """
            select e.engagement, e.payload from event e
            where e.type in ('time-approved/v1', 'time-taken-back/v1')
            """;

    private static final String ABROAD =
            """
            select e.id from engagement e
            join record d on d.engagement = e.id and d.type = 'Opportunity'
            join message m on m.id = d.message_id
            join record a on a.system = d.system and a.type = 'Account'
                and a.external_id = convert_from(m.body, 'UTF8')::jsonb ->> 'AccountId'
            join message am on am.id = a.message_id
            where e.stage = 'won' and e.legal_entity = ?
                and convert_from(am.body, 'UTF8')::jsonb ->> 'BillingCountryCode' <> ?
            """;

    private WentThrough() {}

    /** Hours at the role of a row of a rate card, of exactly this card. */
    static Change.Weight row(DataSource database, Change change) {
        String role = change.what().replaceFirst(".*role ([a-z]+).*", "$1");
        Set<String> engagements = new TreeSet<>();
        Map<String, Long> sums = new TreeMap<>();
        JdbcClient.create(database)
                .sql(HOURS)
                .query(
                        row -> {
                            JsonNode hours = JsonMapper.shared().readTree(row.getBytes(2));
                            boolean counts =
                                    role.equals(hours.get("role").asString())
                                            && hours.get("rateSource")
                                                    .asString()
                                                    .contains(change.part() + ".csv line ");
                            if (counts) {
                                engagements.add(row.getString(1));
                                String[] amount = hours.get("amount").asString().split(" ");
                                long cents = Long.parseLong(amount[1].replace(".", ""));
                                boolean back = hours.has("taken");
                                sums.merge(amount[0], back ? -cents : cents, Long::sum);
                            }
                        });
        List<String> money = new ArrayList<>();
        sums.forEach(
                (currency, cents) -> {
                    if (cents != 0) {
                        money.add("entitlement " + Money.ofMinor(currency, cents));
                    }
                });
        return new Change.Weight(engagements.size(), money, Optional.empty());
    }

    static long leadSources(DataSource database) {
        return JdbcClient.create(database)
                .sql(
                        """
                        select count(*) from record d join message m on m.id = d.message_id
                        where d.type = 'Opportunity'
                            and convert_from(m.body, 'UTF8')::jsonb ->> 'LeadSource' is not null
                        """)
                .query(Long.class)
                .single();
    }

    /** Won deals of an entity with customers abroad, and all money of theirs. */
    static Change.Weight exportsOf(DataSource database, String entity, String home) {
        JdbcClient client = JdbcClient.create(database);
        List<String> ids = new ArrayList<>();
        client.sql(ABROAD)
                .params(entity, home)
                .query(
                        row -> {
                            ids.add(row.getString(1));
                        });
        Map<String, Long> sums = new TreeMap<>();
        for (String id : ids) {
            client.sql("select happening, currency, minor from posting where engagement = ?")
                    .param(id)
                    .query(
                            row -> {
                                String happening = row.getString(1);
                                if (Set.of("booked", "entitlement", "invoice-posted")
                                        .contains(happening)) {
                                    sums.merge(
                                            happening + " " + row.getString(2),
                                            row.getLong(3),
                                            Long::sum);
                                }
                            });
        }
        List<String> money = new ArrayList<>();
        sums.forEach(
                (kind, minor) -> {
                    String[] words = kind.split(" ");
                    if (minor != 0) {
                        money.add(words[0] + " " + Money.ofMinor(words[1], minor));
                    }
                });
        return new Change.Weight(ids.size(), money, Optional.empty());
    }
}
