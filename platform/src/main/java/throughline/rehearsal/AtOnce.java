package throughline.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.releases.RefusedReleaseException;
import throughline.releases.ReleaseStore;

/**
 * What putting a rehearsed release in force changes at once, once systems have taken what they are
 * asked. A rehearsal tells how the history would have gone; terms that are booked stay booked, and
 * so do documents whose words rest on them. Told from where everything stands now, by deciding
 * again what {@link ChangeOver} has decided again. Nothing is written.
 *
 * <p><b>Threads</b>: safe for any number.
 */
public final class AtOnce {

    private static final int TOGETHER = 200;

    private static final String DIFFERING =
            """
            select engagement from rehearsed_engagement
            where rehearsal = ? and engagement <> '' order by engagement limit ?
            """;

    private final DataSource database;
    private final InstantSource clock;
    private final ReleaseStore releases;

    /** Of what a database keeps. */
    public AtOnce(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.releases = new ReleaseStore(database);
    }

    /**
     * What changes.
     *
     * @param looked how many engagements were looked at
     * @param of how many the rehearsal found to differ
     * @param differences of those that change
     */
    public record Told(long looked, long of, List<Difference> differences) {
        public Told {
            differences = List.copyOf(differences);
        }

        /** What would be posted of each kind; whatever is posted stays. */
        public List<Posted> money() {
            Map<List<String>, Money> sums = new TreeMap<>(Comparator.comparing(List::toString));
            for (Difference each : differences) {
                for (Difference.Amount amount : each.amounts()) {
                    sums.merge(
                            List.of(amount.happening(), amount.currency()),
                            Money.ofMinor(amount.currency(), amount.after() - amount.before()),
                            Money::plus);
                }
            }
            List<Posted> posted = new ArrayList<>();
            sums.forEach((of, sum) -> posted.add(new Posted(of.getFirst(), sum)));
            return posted;
        }

        /** Documents of each kind, by what becomes of them. */
        public List<OneKind> documents() {
            Map<List<String>, Long> counts = new TreeMap<>(Comparator.comparing(List::toString));
            for (Difference each : differences) {
                for (Difference.Write write : each.writes()) {
                    counts.merge(
                            List.of(write.fate().name(), write.kind(), write.system()),
                            1L,
                            Long::sum);
                }
            }
            List<OneKind> kinds = new ArrayList<>();
            counts.forEach(
                    (of, count) ->
                            kinds.add(
                                    new OneKind(
                                            Difference.Fate.valueOf(of.getFirst()),
                                            of.get(1),
                                            of.getLast(),
                                            count)));
            return kinds;
        }

        /** How many exceptions appear, vanish or change, by code. */
        public Map<String, Long> exceptions(Difference.Change change) {
            return differences.stream()
                    .flatMap(each -> each.attention().stream())
                    .filter(each -> each.change() == change)
                    .collect(
                            Collectors.groupingBy(
                                    Difference.Attention::code,
                                    TreeMap::new,
                                    Collectors.counting()));
        }
    }

    /** What is posted of one kind of happening. */
    public record Posted(String happening, Money amount) {}

    /** Documents of one kind that share their fate. */
    public record OneKind(Difference.Fate fate, String kind, String system, long count) {}

    /**
     * What changes of the engagements that a rehearsal found to differ.
     *
     * @param most engagements to look at
     * @throws RefusedReleaseException when it has not finished, or its release cannot be made any
     *     more
     */
    public Told of(Rehearsal rehearsal, int most) {
        if (rehearsal.state() != Rehearsal.State.FINISHED) {
            throw new RefusedReleaseException(
                    "not-finished",
                    "Cannot tell what release %s changes at once: rehearsal %d did not finish."
                                    .formatted(rehearsal.release(), rehearsal.number())
                            + " Rehearse it to the end.");
        }
        Release release =
                releases.release(rehearsal.release())
                        .orElseThrow(
                                () ->
                                        new RefusedReleaseException(
                                                "unsound-landscape",
                                                ("Cannot tell what release %s changes at once: its"
                                                     + " landscape is not sound. Run plan on it.")
                                                        .formatted(rehearsal.release())));
        List<String> ids =
                JdbcClient.create(database)
                        .sql(DIFFERING)
                        .params(rehearsal.number(), most)
                        .query((row, number) -> row.getString(1))
                        .list();
        List<Difference> differences = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            Onward onward = Onward.under(release, connection, database, clock.instant());
            OtherRequests others =
                    releases.release(rehearsal.against())
                            .map(before -> OtherRequests.between(before, release))
                            .orElseGet(OtherRequests::none);
            for (int from = 0; from < ids.size(); from += TOGETHER) {
                List<String> some = ids.subList(from, Math.min(ids.size(), from + TOGETHER));
                Map<String, Difference> byId = new LinkedHashMap<>();
                onward.of(connection, some).forEach(each -> byId.put(each.engagement(), each));
                others.open(
                        connection,
                        some,
                        each -> byId.merge(each.engagement(), each, Difference::and));
                differences.addAll(byId.values());
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("what stands cannot be read", e);
        }
        return new Told(
                ids.size(), new Findings(database, rehearsal.number()).engagements(), differences);
    }
}
