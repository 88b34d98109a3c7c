package throughline.terms;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import throughline.money.Money;
import throughline.terms.Amendment.Change;
import throughline.terms.Obligation.Version;

/**
 * Follows every obligation through all changes of terms, in the order of the days on which they
 * exist for revenue. At each of them only what was agreed by then counts.
 *
 * <p>What a change adds to the price goes to the lines that it touches: together with what they
 * were allocated before, by their stand-alone selling prices. The shares of all other lines stay.
 */
public final class Obligations {

    private final Map<String, List<Version>> versions = new LinkedHashMap<>();
    private final List<Amendment> agreed = new ArrayList<>();
    private final Terms original;
    private Terms terms;

    private Obligations(Terms original, Terms terms, Map<String, Obligation> known) {
        this.original = original;
        this.terms = terms;
        known.forEach((line, all) -> versions.put(line, new ArrayList<>(all.versions())));
    }

    private Obligations(Terms original) {
        this.original = original;
        this.terms = original;
        Map<String, Money> allocated = TransactionPrice.allocated(original.lines());
        for (Line line : original.lines()) {
            add(
                    line.id(),
                    new Version(
                            Optional.empty(),
                            Optional.empty(),
                            line,
                            Optional.ofNullable(allocated.get(line.id()))));
        }
    }

    /** Every obligation of a contract, by line. */
    public static Map<String, Obligation> of(Terms original, Collection<Amendment> amendments) {
        Obligations obligations = new Obligations(original);
        amendments.stream().sorted(Amendment.BY_DAY).forEach(obligations::follow);
        Map<String, Obligation> byLine = new LinkedHashMap<>();
        obligations.versions.forEach((line, all) -> byLine.put(line, new Obligation(all)));
        return byLine;
    }

    /**
     * The same as from scratch, after one more amendment that comes after all others by its day and
     * by its effect.
     *
     * @param known every obligation before it
     * @param now the terms before it
     */
    public static Map<String, Obligation> further(
            Map<String, Obligation> known, Terms now, Amendment amendment) {
        Obligations obligations = new Obligations(now, now, known);
        obligations.follow(amendment);
        Map<String, Obligation> byLine = new LinkedHashMap<>();
        for (Change change : amendment.changes()) {
            List<Version> all = obligations.versions.get(change.line());
            if (all != null) {
                byLine.put(change.line(), new Obligation(all));
            }
        }
        return byLine;
    }

    private void follow(Amendment amendment) {
        boolean last =
                agreed.stream().allMatch(each -> Amendment.BY_EFFECT.compare(each, amendment) < 0);
        agreed.add(amendment);
        Terms next = last ? Amending.apply(terms, amendment) : Amending.inForce(original, agreed);
        Map<String, Line> before = byId(terms);
        Map<String, Line> after = byId(next);
        terms = next;
        Map<String, Treatment> treatments = new HashMap<>();
        amendment.changes().forEach(each -> treatments.put(each.line(), each.treatment()));
        Set<String> touched = touched(amendment, before, after);
        Map<String, Money> allocated = allocated(touched, before, after, treatments);
        for (String id : touched) {
            Line line = Objects.requireNonNull(after.get(id), id);
            Treatment how = treatments.getOrDefault(id, Treatment.CATCH_UP);
            add(
                    id,
                    new Version(
                            Optional.of(amendment.day()),
                            Optional.of(how),
                            line,
                            Optional.ofNullable(allocated.get(id))));
        }
    }

    /** The lines that are others now: a back-dated change may touch none, or more than it names. */
    private static Set<String> touched(
            Amendment amendment, Map<String, Line> before, Map<String, Line> after) {
        Set<String> touched = new LinkedHashSet<>();
        amendment.changes().stream().map(Change::line).forEach(touched::add);
        touched.addAll(after.keySet());
        touched.removeIf(id -> after.get(id) == null || after.get(id).equals(before.get(id)));
        return touched;
    }

    private Map<String, Money> allocated(
            Set<String> touched,
            Map<String, Line> before,
            Map<String, Line> after,
            Map<String, Treatment> treatments) {
        Map<String, Money> allocated = new HashMap<>();
        Map<String, List<Line>> sharing = new LinkedHashMap<>();
        Map<String, Money> pools = new HashMap<>();
        for (String id : touched) {
            Line line = Objects.requireNonNull(after.get(id), id);
            if (line.price().isEmpty()) {
                continue;
            }
            Money price = line.price().get();
            Money zero = Money.zero(price.currency());
            Money was = Optional.ofNullable(before.get(id)).flatMap(Line::price).orElse(zero);
            Money now = current(id).orElse(zero).plus(price).minus(was);
            allocated.put(id, now);
            if (TransactionPrice.shares(line)
                    && line.ended().isEmpty()
                    && treatments.get(id) != Treatment.SEPARATE_CONTRACT) {
                String bundle = line.bundle().orElse("");
                sharing.computeIfAbsent(bundle, _ -> new ArrayList<>()).add(line);
                pools.merge(bundle, now, Money::plus);
            }
        }
        sharing.forEach(
                (bundle, lines) -> {
                    if (lines.size() > 1) {
                        Money pool = Objects.requireNonNull(pools.get(bundle), bundle);
                        allocated.putAll(TransactionPrice.share(pool, lines));
                    }
                });
        return allocated;
    }

    private Optional<Money> current(String line) {
        List<Version> all = versions.get(line);
        return all == null ? Optional.empty() : all.getLast().allocated();
    }

    private void add(String line, Version version) {
        versions.computeIfAbsent(line, _ -> new ArrayList<>()).add(version);
    }

    private static Map<String, Line> byId(Terms terms) {
        Map<String, Line> lines = new LinkedHashMap<>();
        terms.lines().forEach(line -> lines.put(line.id(), line));
        return lines;
    }
}
