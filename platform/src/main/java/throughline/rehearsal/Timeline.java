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
 * Which release decides when. In life's place, what is rehearsed takes the place of the one in
 * force, for as long as that has been in force; gone back to, it takes the place of everything that
 * came after it. What was decided under earlier releases is decided under them again, so that what
 * a change-over left in the books is left there again. Throughout, one release decides everything.
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
    private final boolean back;
    private final boolean ofLife;
    private final Map<String, Optional<Release>> earlier = new ConcurrentHashMap<>();

    /** A release was in force from a moment on. */
    private record Span(String release, Instant from) {}

    private Timeline(ReleaseStore store, Release candidate, List<Span> all) {
        this.store = store;
        this.candidate = candidate;
        String id = ReleaseStore.shortId(candidate.id());
        int last = all.size() - 1;
        this.news = last >= 0 && !all.get(last).release().equals(id);
        int back = -1;
        for (int i = 0; i < last && news; i++) {
            back = all.get(i).release().equals(id) ? i : back;
        }
        int first = back < 0 ? lastRun(all) : back + 1;
        this.back = back >= 0;
        this.ofLife = !all.isEmpty();
        this.kept = List.copyOf(all.subList(0, first));
        this.since = all.isEmpty() ? Instant.MIN : all.get(first).from();
        all.subList(first, all.size()).forEach(span -> replaced.add(span.release()));
    }

    /** Where the release in force came into force; that its systems moved since is no change. */
    private static int lastRun(List<Span> all) {
        int first = Math.max(0, all.size() - 1);
        while (first > 0 && all.get(first - 1).release().equals(all.getLast().release())) {
            first--;
        }
        return first;
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

    /** That in which a release has always been in force. */
    static Timeline throughout(DataSource database, Release release) {
        return new Timeline(new ReleaseStore(database), release, List.of());
    }

    /** Whether it is that of life but for what is rehearsed. */
    boolean isOfLife() {
        return ofLife;
    }

    /** Whether one release decides everything from the beginning. */
    boolean isThroughout() {
        return kept.isEmpty();
    }

    /**
     * The release in force, where what is rehearsed is to be held against what that would have made
     * of the whole history; empty where the books themselves tell.
     */
    Optional<Release> baseline() {
        return news && !back && !kept.isEmpty()
                ? made(replaced.iterator().next())
                : Optional.empty();
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
