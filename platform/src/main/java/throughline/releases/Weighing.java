package throughline.releases;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.releases.Change.Weight;

/** Says how much went through each part of a landscape in the last ninety days. */
public final class Weighing {

    private static final String COUNT =
            """
            select count(*) from engagement e
            where (:unit = '' or e.unit = :unit) and exists (
                select from event v where v.engagement = e.id
                    and v.known > now() - interval '90 days')
                and (:all or exists (select from record r
                    join message m on m.id = r.message_id
                    where r.engagement = e.id and r.system || ':' || r.type = any(:kinds::text[])
                        and m.received_at > now() - interval '90 days')
                    or exists (select from action a where a.engagement = e.id
                        and a.system || ':' || a.kind = any(:kinds::text[])
                        and a.planned_at > now() - interval '90 days'))
            """;
    private static final String MONEY =
            """
            select p.happening, p.currency, sum(p.minor)::int8 from posting p
            join engagement e on e.id = p.engagement and (:unit = '' or e.unit = :unit)
            where p.happening in ('booked', 'entitlement') and p.known > now() - interval '90 days'
                and (:all or exists (select from record r where r.engagement = p.engagement
                    and r.system || ':' || r.type = any(:kinds::text[]))
                    or exists (select from action a where a.engagement = p.engagement
                        and a.system || ':' || a.kind = any(:kinds::text[])))
            group by 1, 2 order by 1, 2
            """;

    private final JdbcClient database;
    private final Release release;

    /** By what a database keeps. */
    public Weighing(DataSource database, Release release) {
        this.database = JdbcClient.create(database);
        this.release = release;
    }

    /** The same changes with their weights. */
    public List<Change> weighed(List<Change> changes) {
        return changes.stream().map(each -> each.weighing(weight(each.part()))).toList();
    }

    /** What went through one part in the last ninety days. */
    public Weight weight(String part) {
        Set<String> kinds = new TreeSet<>();
        if (part.startsWith("mappings/")) {
            kinds.add(part.substring("mappings/".length()).replaceFirst("/", ":"));
        } else if (part.startsWith("tables/")) {
            kinds.addAll(Reach.through(part.substring("tables/".length()), release));
        }
        return of(kinds, unit(part));
    }

    /**
     * What went through records or writes of some kinds.
     *
     * @param kinds as {@code system:type} or {@code system:KIND}; none for all
     */
    public Weight of(Set<String> kinds) {
        return of(kinds, "");
    }

    private Weight of(Set<String> kinds, String unit) {
        boolean all = kinds.isEmpty();
        String names =
                "{" + String.join(",", kinds.stream().map(k -> '"' + k + '"').toList()) + "}";
        long engagements =
                database.sql(COUNT)
                        .param("all", all)
                        .param("unit", unit)
                        .param("kinds", names)
                        .query(Long.class)
                        .single();
        List<String> money = new ArrayList<>();
        database.sql(MONEY)
                .param("all", all)
                .param("unit", unit)
                .param("kinds", names)
                .query(
                        row -> {
                            money.add(
                                    row.getString(1)
                                            + " "
                                            + Money.ofMinor(row.getString(2), row.getLong(3)));
                        });
        return new Weight(engagements, money);
    }

    /** The unit whose own part it is; empty text when it is everybody's. */
    private static String unit(String part) {
        String[] names = part.split("/");
        boolean own =
                names.length == 3 && names[0].equals("tables")
                        || names.length == 2 && names[0].equals("units");
        return own ? names[1] : "";
    }
}
