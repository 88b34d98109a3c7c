package throughline.insight;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import throughline.exchange.Worth;
import throughline.insight.Cut.Group;

/**
 * What moved balances and was no posting: what stood before, at the rate of the end instead of that
 * of the beginning, and what came in between, at the rate of the end instead of its own.
 */
final class Revaluing {

    private final Translating translating;
    private final Cut cut;
    private final Question question;
    private final Map<Lane, NavigableMap<LocalDate, Day>> days = new LinkedHashMap<>();
    private final Set<Group> undefined = new HashSet<>();

    Revaluing(Translating translating, Cut cut, Question question) {
        this.translating = translating;
        this.cut = cut;
        this.question = question;
    }

    /** What rates moved of one contract in one piece of time. */
    record Change(Group group, String engagement, BigDecimal amount) {}

    private record Lane(Group group, String engagement, String currency) {}

    /**
     * What was posted on one day.
     *
     * @param own in the contract's currency
     * @param told as it is told
     */
    private record Day(Fact sample, BigDecimal own, BigDecimal told) {
        Day plus(Day other) {
            return new Day(sample, own.add(other.own), told.add(other.told));
        }
    }

    /**
     * Takes a posting.
     *
     * @param signed its amount as it moves the balance, in the contract's currency
     */
    void take(Fact fact, BigDecimal signed) {
        Lane lane =
                new Lane(
                        cut.group(translating.labelled(fact), null, ""),
                        fact.engagement(),
                        fact.currency());
        BigDecimal plain = fact.increases().add(fact.decreases());
        Optional<BigDecimal> told =
                translating.told(fact).map(each -> each.increases().add(each.decreases()));
        BigDecimal same = plain.compareTo(signed) == 0 ? BigDecimal.ONE : BigDecimal.ONE.negate();
        days.computeIfAbsent(lane, key -> new TreeMap<>())
                .merge(
                        fact.day(),
                        new Day(fact, signed, told.orElse(BigDecimal.ZERO).multiply(same)),
                        Day::plus);
    }

    /** What rates moved, by contract and piece of time; nothing that is nothing. */
    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        days.forEach((lane, posted) -> changes(lane, posted, changes));
        changes.sort(Comparator.comparing(Change::group).thenComparing(Change::engagement));
        return changes;
    }

    private void changes(Lane lane, NavigableMap<LocalDate, Day> posted, List<Change> changes) {
        LocalDate end = question.until().orElseThrow();
        LocalDate start =
                cut.bucket().isEmpty()
                        ? question.from().orElse(posted.firstKey())
                        : cut.start(posted.firstKey());
        while (start.isBefore(end)) {
            LocalDate next = cut.bucket().isEmpty() ? end : cut.bucket().get().next(start);
            LocalDate until = next.isBefore(end) ? next : end;
            Group group = cut.bucket().isEmpty() ? lane.group() : cut.moved(lane.group(), start);
            moved(posted, start, until)
                    .ifPresentOrElse(
                            amount -> {
                                if (amount.signum() != 0) {
                                    changes.add(new Change(group, lane.engagement(), amount));
                                }
                            },
                            () -> undefined.add(group));
            start = next;
        }
    }

    private Optional<BigDecimal> moved(
            NavigableMap<LocalDate, Day> posted, LocalDate start, LocalDate until) {
        BigDecimal before = own(posted.headMap(start, false));
        NavigableMap<LocalDate, Day> within = posted.subMap(start, true, until, false);
        BigDecimal came = own(within);
        if (before.signum() == 0 && within.isEmpty()) {
            return Optional.of(BigDecimal.ZERO);
        }
        BigDecimal told =
                within.values().stream().map(Day::told).reduce(BigDecimal.ZERO, BigDecimal::add);
        Fact sample = posted.firstEntry().getValue().sample();
        BigDecimal after = before.add(came);
        Optional<BigDecimal> opening = worth(sample, before, start.minusDays(1));
        Optional<BigDecimal> closing = worth(sample, after, until.minusDays(1));
        return opening.isEmpty() || closing.isEmpty()
                ? Optional.empty()
                : Optional.of(closing.get().subtract(opening.get()).subtract(told));
    }

    private Optional<BigDecimal> worth(Fact sample, BigDecimal amount, LocalDate day) {
        return amount.signum() == 0
                ? Optional.of(BigDecimal.ZERO)
                : translating.stands(sample, day) instanceof Worth.Rate rate
                        ? Optional.of(rate.exact(amount))
                        : Optional.empty();
    }

    private static BigDecimal own(NavigableMap<LocalDate, Day> posted) {
        return posted.values().stream().map(Day::own).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The groups of which nobody can tell. */
    Set<Group> undefined() {
        return Set.copyOf(undefined);
    }
}
