package throughline.rehearsal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.engine.Unseen;
import throughline.journal.Columns;
import throughline.landscape.Release;

/**
 * Which engagements were found to stand exactly where a release brings them when it decides their
 * whole history, so that nobody needs to decide it again to know. It holds for what was decided
 * then: it is remembered with a print of all that reached the engagement, of how it stands and of
 * the code that decided, and counts only while that is the same and no day of it has come.
 *
 * <p><b>Threads</b>: one.
 */
final class Proven {

    private static final String OF =
            """
            select release, engagement, print from proven
            where release = any(?) and engagement = any(?)
            """;
    private static final String KEEP =
            """
            insert into proven (release, engagement, print)
            select * from unnest(?::text[], ?::text[], ?::text[])
            order by 1, 2
            on conflict (release, engagement) do update set print = excluded.print
            """;

    /** Only what is in force is asked for again, and soon perhaps what was rehearsed lately. */
    private static final String FORGET =
            """
            delete from proven p where p.release not in (
                select r.hash from rehearsal r order by r.id desc limit 5)
            and p.release not in (
                select r.hash from activation a join release r on r.id = a.release
                order by a.id desc limit 1)
            """;

    private final LocalDate latest;
    private final Map<Of, String> known = new HashMap<>();
    private final Map<Of, String> found = new HashMap<>();

    /** An engagement under a release. */
    private record Of(String release, String engagement) {}

    private Proven(Days days) {
        this.latest = days.latest();
    }

    /** What is remembered of some engagements. */
    static Proven of(Connection connection, List<String> releases, List<String> ids, Days days)
            throws SQLException {
        Proven proven = new Proven(days);
        if (releases.isEmpty()) {
            return proven;
        }
        try (PreparedStatement statement = connection.prepareStatement(OF)) {
            statement.setArray(1, connection.createArrayOf("text", releases.toArray()));
            statement.setArray(2, connection.createArrayOf("text", ids.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    proven.known.put(
                            new Of(rows.getString(1), rows.getString(2)), rows.getString(3));
                }
            }
        }
        return proven;
    }

    /** Whether it stands where the release brings it, as is known already. */
    boolean holds(Release release, Kept kept) {
        String print = known.get(new Of(release.id(), kept.id().value()));
        return print != null && !kept.reached().isBehind(latest) && print.equals(print(kept));
    }

    /**
     * It was decided to its end and stands there. Only of somebody who waits for nothing: what was
     * put aside, or goes elsewhere, may find its way on another day.
     */
    void note(Release release, Kept kept, Derivation.Outcome derived) {
        boolean atRest =
                derived.elsewhere().isEmpty()
                        && derived.aside().isEmpty()
                        && derived.state().nextWake().equals(kept.reached().nextWake())
                        && !kept.reached().isBehind(latest);
        if (atRest) {
            found.put(new Of(release.id(), kept.id().value()), print(kept));
        }
    }

    /** Remembers what was found. */
    void keep(DataSource database) {
        Columns rows = new Columns("text", "text", "text");
        found.forEach(
                (of, print) -> {
                    if (!print.equals(known.get(of))) {
                        rows.row(of.release(), of.engagement(), print);
                    }
                });
        if (rows.size() == 0) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            rows.update(connection, KEEP);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("what was proven cannot be kept", e);
        }
    }

    /** Forgets what nobody is going to ask for. */
    static void tidy(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.executeUpdate();
        }
    }

    private static String print(Kept kept) {
        Print print = new Print();
        print.add(OwnCode.print());
        print.add(String.valueOf(kept.reached()));
        for (Step step : kept.steps()) {
            print.add(step.first() + " " + step.known() + " " + step.release());
            // What the journal tells of a sequence stays; what caused nothing are messages.
            if (step.reached() instanceof Step.Reached.Message(var message)) {
                print.add("message " + message.id());
            }
        }
        kept.unseen().stream().map(Unseen::toString).sorted().forEach(print::add);
        kept.inForce()
                .documents()
                .forEach(
                        (purpose, document) ->
                                print.add(purpose + " " + document.key() + document.standing()));
        new TreeMap<>(kept.inForce().exceptions())
                .forEach((key, raised) -> print.add(key + " " + raised));
        print.add(String.valueOf(kept.inForce().books().size()));
        return print.told();
    }

    /** What is added to it, in short. */
    private static final class Print {
        private static final int BYTES = 16;
        private final MessageDigest digest;

        Print() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        void add(String part) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }

        String told() {
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES));
        }
    }
}
