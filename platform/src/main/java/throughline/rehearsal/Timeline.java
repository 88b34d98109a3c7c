package throughline.rehearsal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import throughline.landscape.Release;
import throughline.releases.ReleaseStore;

/**
 * Which release decided when. What is rehearsed takes the place of the one in force, for as long as
 * that has been in force; gone back to, it takes the place of everything that came after it. What
 * was decided under earlier releases is decided under them again, so that what a change-over left
 * in the books is left there again.
 *
 * <p><b>Threads</b>: safe for any number.
 */
final class Timeline {

    private static final String SPANS = "select release, at from activation order by id";

    private final ReleaseStore store;
    private final Release candidate;
    private final List<Span> kept;
    private final Set<String> replaced = new HashSet<>();
    private final Instant since;
    private final boolean news;
    private final Map<String, Optional<Release>> earlier = new ConcurrentHashMap<>();

    /** A release was in force from a moment on. */
    private record Span(String release, Instant from) {}

    private Timeline(ReleaseStore store, Release candidate, List<Span> all) {
        this.store = store;
        this.candidate = candidate;
        String id = ReleaseStore.shortId(candidate.id());
        int last = all.size() - 1;
        int first = last;
        this.news = last >= 0 && !all.get(last).release().equals(id);
        for (int i = 0; i < last && news; i++) {
            if (all.get(i).release().equals(id)) {
                first = i + 1;
            }
        }
        this.kept = List.copyOf(all.subList(0, Math.max(0, first)));
        this.since = first < 0 ? Instant.MIN : all.get(first).from();
        all.subList(Math.max(0, first), all.size()).forEach(span -> replaced.add(span.release()));
    }

    /** That of a database in which a release takes its place. */
    static Timeline read(DataSource database, Release candidate) throws SQLException {
        List<Span> all = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SPANS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                all.add(new Span(rows.getString(1), KeptStore.instant(rows, 2)));
            }
        }
        return new Timeline(new ReleaseStore(database), candidate, all);
    }

    /** What is rehearsed. */
    Release candidate() {
        return candidate;
    }

    /**
     * When it takes the place of another one; empty when it does from the beginning, is in force
     * anyhow, or only goes on as if nothing had come after it.
     */
    Optional<Instant> changeOver() {
        boolean other =
                !kept.isEmpty()
                        && !kept.getLast().release().equals(ReleaseStore.shortId(candidate.id()));
        return news && other ? Optional.of(since) : Optional.empty();
    }

    /**
     * What decides something.
     *
     * @param release what decided it in life; empty text when nothing came of it
     */
    Release of(String release, Instant known) {
        return isOver(release, known) ? candidate : made(named(release, known)).orElse(candidate);
    }

    /** Whether it is decided by what is rehearsed. */
    boolean isOver(String release, Instant known) {
        if (kept.isEmpty()) {
            return true;
        }
        String name = named(release, known);
        boolean onlyNow = kept.stream().noneMatch(span -> span.release().equals(name));
        return replaced.contains(name) && (onlyNow || !known.isBefore(since));
    }

    private String named(String release, Instant known) {
        return release.isEmpty() ? at(known) : release;
    }

    private String at(Instant known) {
        String found = kept.getFirst().release();
        for (Span span : kept) {
            if (!span.from().isAfter(known)) {
                found = span.release();
            }
        }
        return known.isBefore(since) ? found : replaced.iterator().next();
    }

    private Optional<Release> made(String id) {
        return earlier.computeIfAbsent(
                id, name -> store.find(name).flatMap(found -> store.release(found.id())));
    }
}
