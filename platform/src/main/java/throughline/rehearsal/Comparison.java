package throughline.rehearsal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import throughline.landscape.LegalEntity;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.rehearsal.Difference.Amount;
import throughline.rehearsal.Difference.Attention;
import throughline.rehearsal.Difference.Change;
import throughline.rehearsal.Difference.Fate;
import throughline.rehearsal.Difference.Write;

/** Holds what a history comes to against what is in force, or another history. */
final class Comparison {

    private static final int MOST_WORDS = 4;

    private final Standing before;
    private final Standing after;
    private final Kept.Label label;
    private final Release release;
    private final Map<LocalDate, String> periods = new HashMap<>();

    private Comparison(Kept kept, Standing before, Derivation.Outcome derived, Release release) {
        this.before = before;
        this.after = derived.standing();
        this.release = release;
        this.label =
                derived.state()
                        .terms()
                        .map(
                                terms ->
                                        new Kept.Label(
                                                kept.label().name(),
                                                terms.unit(),
                                                terms.legalEntity()))
                        .orElse(kept.label());
    }

    /** What another history comes to. */
    static Difference of(Kept kept, Standing before, Derivation.Outcome derived, Release release) {
        return new Comparison(kept, before, derived, release).told(kept, false);
    }

    /** What it comes to when it goes on from where it stands. */
    static Difference onward(Kept kept, Derivation.Outcome derived, Release release) {
        return new Comparison(kept, kept.inForce(), derived, release).told(kept, true);
    }

    private Difference told(Kept kept, boolean onward) {
        return new Difference(
                kept.id().value(),
                onward,
                label.name(),
                label.unit(),
                label.legalEntity(),
                amounts(),
                attention(),
                writes());
    }

    private List<Amount> amounts() {
        Map<Cell, long[]> cells = new TreeMap<>();
        Books.differences(before.books(), after.books())
                .forEach((entry, sums) -> differs(cells, entry, sums));
        List<Amount> amounts = new ArrayList<>();
        cells.forEach(
                (cell, sums) ->
                        amounts.add(
                                new Amount(
                                        cell.happening(),
                                        cell.period(),
                                        cell.currency(),
                                        sums[0],
                                        sums[1])));
        return amounts;
    }

    private void differs(Map<Cell, long[]> cells, Entry entry, Books.Sums differing) {
        String period = periods.computeIfAbsent(entry.effective(), this::period);
        long[] sums =
                cells.computeIfAbsent(
                        new Cell(entry.happening(), period, entry.currency()), _ -> new long[2]);
        sums[0] += differing.before();
        sums[1] += differing.after();
    }

    /** What amounts are told by. */
    private record Cell(String happening, String period, String currency)
            implements Comparable<Cell> {

        private static final Comparator<Cell> ORDER =
                Comparator.comparing(Cell::happening)
                        .thenComparing(Cell::period)
                        .thenComparing(Cell::currency);

        @Override
        public int compareTo(Cell other) {
            return ORDER.compare(this, other);
        }
    }

    private String period(LocalDate day) {
        try {
            return release.entity(label.legalEntity())
                    .map(LegalEntity::fiscalCalendar)
                    .map(calendar -> calendar.periodOf(day).id())
                    .orElseGet(() -> day.toString().substring(0, 7));
        } catch (IllegalArgumentException unlisted) {
            return day.toString().substring(0, 7);
        }
    }

    private List<Attention> attention() {
        List<Attention> changes = new ArrayList<>();
        Set<String> keys = new TreeSet<>(before.exceptions().keySet());
        keys.addAll(after.exceptions().keySet());
        for (String key : keys) {
            Raised was = before.exceptions().get(key);
            Raised is = after.exceptions().get(key);
            if (!Objects.equals(was, is)) {
                changes.add(attention(key, was, is));
            }
        }
        return changes;
    }

    private static Attention attention(String key, @Nullable Raised was, @Nullable Raised is) {
        Raised told = is == null ? Objects.requireNonNull(was) : is;
        Change change =
                was == null ? Change.APPEARS : is == null ? Change.VANISHES : Change.CHANGES;
        return new Attention(change, key, told.code(), told.sentence(), told.atStake());
    }

    private List<Write> writes() {
        List<Write> changes = new ArrayList<>();
        Set<String> purposes = new TreeSet<>(before.documents().keySet());
        purposes.addAll(after.documents().keySet());
        for (String purpose : purposes) {
            write(
                            purpose,
                            wanted(before.documents().get(purpose)),
                            wanted(after.documents().get(purpose)))
                    .ifPresent(changes::add);
        }
        return changes;
    }

    private static @Nullable Document wanted(@Nullable Document document) {
        return document != null && document.wanted() ? document : null;
    }

    private Optional<Write> write(String purpose, @Nullable Document was, @Nullable Document is) {
        if (was == null) {
            return is == null
                    ? Optional.empty()
                    : Optional.of(write(Fate.CREATED, purpose, is, Optional.empty(), is.amount()));
        }
        if (is == null) {
            Fate fate = was.left() ? Fate.COMPENSATED : Fate.WITHDRAWN;
            return Optional.of(write(fate, purpose, was, was.amount(), Optional.empty()));
        }
        if (was.body().equals(is.body())) {
            return Optional.empty();
        }
        Fate fate = was.left() ? Fate.AMENDED : Fate.REWORDED;
        return Optional.of(
                new Write(
                        fate,
                        purpose,
                        is.kind(),
                        is.system(),
                        was.amount(),
                        is.amount(),
                        words(was.body(), is.body())));
    }

    private static Write write(
            Fate fate,
            String purpose,
            Document document,
            Optional<Money> before,
            Optional<Money> after) {
        return new Write(fate, purpose, document.kind(), document.system(), before, after, "");
    }

    /** Which parts say something else, a few of them with both words. */
    private static String words(Map<String, Object> was, Map<String, Object> is) {
        Set<String> parts = new TreeSet<>(was.keySet());
        parts.addAll(is.keySet());
        List<String> words = new ArrayList<>();
        for (String part : parts) {
            Object old = was.get(part);
            Object now = is.get(part);
            if (!Objects.equals(old, now)) {
                boolean plain = !(old instanceof Iterable<?>) && !(now instanceof Iterable<?>);
                words.add(plain ? "%s %s, not %s".formatted(part, told(now), told(old)) : part);
            }
        }
        int more = words.size() - MOST_WORDS;
        String few = String.join("; ", words.subList(0, Math.min(MOST_WORDS, words.size())));
        return more > 0 ? few + "; and " + more + " more" : few;
    }

    private static String told(@Nullable Object value) {
        return value == null ? "nothing" : value.toString();
    }
}
