package throughline.proof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.engagement.Event;
import throughline.insight.KnownNames;
import throughline.insight.Question;
import throughline.insight.Recount;
import throughline.insight.Settings;
import throughline.landscape.Release;
import throughline.proof.Verification.Difference;
import throughline.proof.Verification.Verdict;
import throughline.rehearsal.Redeciding;
import throughline.releases.ReleaseStore;
import throughline.wording.Counted;

/**
 * Recomputes figures: every engagement behind one is decided again from its raw messages, under the
 * releases that its events name, and the figure is added up from what comes of that.
 *
 * <p><b>Threads</b>: safe for any number; each call reads one consistent view.
 */
public final class Verifier {

    private static final int AT_ONCE = 100;
    private static final int SHOWN = 50;

    /** As many engagements are decided again in the seconds that somebody waits for a page. */
    public static final int WHILE_WAITING = 1_000;

    private final DataSource database;
    private final Settings settings;
    private final Release inForce;
    private final InstantSource clock;

    /** A verifier of what a database keeps. */
    public Verifier(DataSource database, Settings settings, Release inForce, InstantSource clock) {
        this.database = database;
        this.settings = settings;
        this.inForce = inForce;
        this.clock = clock;
    }

    /** Verifies the figure of a metric, of however many engagements it is made. */
    public Verification metric(Question question) {
        return metric(question, Integer.MAX_VALUE);
    }

    /**
     * The same for somebody who waits for the answer.
     *
     * @param most as many engagements are decided again; of more nothing is, and why is said
     */
    public Verification metric(Question question, int most) {
        Optional<Recount> recount = Recount.of(database, settings, question);
        if (recount.isPresent() && recount.get().engagements().size() > most) {
            return new Verification(
                    Verdict.NOT_CHECKABLE,
                    ("It rests on %s, and at most %d are decided again while somebody"
                                    + " waits. Narrow it down to a unit, a customer or a month, or"
                                    + " run explain --verify, which takes its time.")
                            .formatted(
                                    Counted.of(recount.get().engagements().size(), "engagement"),
                                    most),
                    List.of(),
                    List.of(),
                    0,
                    0,
                    List.of());
        }
        if (recount.isEmpty()) {
            return new Verification(
                    Verdict.NOT_CHECKABLE,
                    "It does not rest on the books or on hours alone, so deciding the history again"
                            + " cannot tell it.",
                    List.of(),
                    List.of(),
                    0,
                    0,
                    List.of());
        }
        Set<String> kinds = recount.get().kinds();
        Decided decided =
                decided(
                        recount.get().engagements(),
                        question.known(),
                        each -> kinds.contains(each.kind()),
                        recount.get()::take);
        List<Recount.Compared> parts = recount.get().compared();
        boolean equal = parts.stream().allMatch(Recount.Compared::isEqual);
        return told(equal, decided, parts);
    }

    /** Verifies everything that the books say of an engagement; empty when there is none. */
    public Optional<Verification> engagement(String id) {
        return named(connection -> KnownNames.engagement(connection, id)).map(this::whole);
    }

    private Verification whole(String engagement) {
        Decided decided = decided(Set.of(engagement), Optional.empty(), any -> true, row -> {});
        return told(decided.different() == 0, decided, List.of());
    }

    /** Verifies the postings of a document and of whatever else its engagement holds. */
    public Optional<Verification> invoice(String key) {
        return named(connection -> KnownNames.engagementOfInvoice(connection, key))
                .flatMap(this::engagement);
    }

    /** What is looked up by a name. */
    private interface Naming {
        Optional<String> find(Connection connection) throws SQLException;
    }

    private Optional<String> named(Naming naming) {
        try (Connection connection = database.getConnection()) {
            return naming.find(connection);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException(
                    "The books cannot be read: " + e.getMessage(), e);
        }
    }

    /** What deciding again came to. */
    private record Decided(
            List<Difference> differences,
            long different,
            long engagements,
            List<String> releases,
            List<String> unmade) {}

    private static Verification told(boolean equal, Decided decided, List<Recount.Compared> parts) {
        String under =
                decided.releases().isEmpty()
                        ? ""
                        : " under " + String.join(", ", decided.releases());
        String sentence =
                equal
                        ? "Equal: %s decided again from their raw messages%s."
                                .formatted(Counted.of(decided.engagements(), "engagement"), under)
                        : "Not equal: %s of the books came out otherwise%s."
                                .formatted(Counted.of(decided.different(), "row"), under);
        if (!decided.unmade().isEmpty()) {
            sentence +=
                    " This version cannot make release %s any more; the one in force took its"
                                    .formatted(String.join(", ", decided.unmade()))
                            + " place.";
        }
        return new Verification(
                equal ? Verdict.EQUAL : Verdict.DIFFERS,
                sentence,
                parts,
                decided.differences(),
                decided.different(),
                decided.engagements(),
                decided.releases());
    }

    private Decided decided(
            Set<String> engagements,
            Optional<Instant> known,
            Predicate<Difference> counts,
            Consumer<Recount.Row> sees) {
        List<String> all = engagements.stream().sorted().toList();
        List<Difference> differences = new ArrayList<>();
        Set<String> releases = new TreeSet<>();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                Redeciding redeciding = new Redeciding(connection, database, inForce, clock);
                for (int from = 0; from < all.size(); from += AT_ONCE) {
                    List<String> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
                    releases.addAll(releases(connection, some));
                    Rows stored = Rows.stored(connection, some, known);
                    Rows anew = new Rows();
                    redeciding.of(
                            connection,
                            some,
                            (engagement, at, events) -> {
                                if (known.filter(at::isAfter).isEmpty()) {
                                    for (Event event : events) {
                                        anew.happened(engagement, event, sees);
                                    }
                                }
                            });
                    stored.against(anew).stream().filter(counts).forEach(differences::add);
                }
            } finally {
                connection.rollback();
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the history cannot be read", e);
        }
        ReleaseStore store = new ReleaseStore(database);
        return new Decided(
                differences.stream().limit(SHOWN).toList(),
                differences.size(),
                all.size(),
                List.copyOf(releases),
                releases.stream().filter(each -> isUnmade(store, each)).toList());
    }

    private static boolean isUnmade(ReleaseStore store, String id) {
        return store.find(id).flatMap(found -> store.release(found.id())).isEmpty();
    }

    private static Set<String> releases(Connection connection, List<String> engagements)
            throws SQLException {
        Set<String> releases = new TreeSet<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select distinct release from event where engagement = any(?)")) {
            statement.setArray(1, connection.createArrayOf("text", engagements.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    releases.add(row.getString(1));
                }
            }
        }
        return releases;
    }
}
