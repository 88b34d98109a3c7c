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
            select count(distinct r.engagement) from record r
            where r.engagement is not null
                and (:all or r.system || ':' || r.type = any(:kinds::text[]))
            """;
    private static final String MONEY =
            """
            select p.happening, p.currency, sum(p.minor)::int8 from posting p
            where p.happening in ('booked', 'entitlement') and p.known > now() - interval '90 days'
                and (:all or exists (select from record r where r.engagement = p.engagement
                    and r.system || ':' || r.type = any(:kinds::text[])))
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

    private Weight weight(String part) {
        Set<String> kinds = new TreeSet<>();
        if (part.startsWith("mappings/")) {
            kinds.add(part.substring("mappings/".length()).replaceFirst("/", ":"));
        } else if (part.startsWith("tables/")) {
            kinds.addAll(Reach.through(part.substring("tables/".length()), release));
        }
        boolean all = kinds.isEmpty();
        String names =
                "{" + String.join(",", kinds.stream().map(k -> '"' + k + '"').toList()) + "}";
        long engagements =
                database.sql(COUNT)
                        .param("all", all)
                        .param("kinds", names)
                        .query(Long.class)
                        .single();
        List<String> money = new ArrayList<>();
        database.sql(MONEY)
                .param("all", all)
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
}
