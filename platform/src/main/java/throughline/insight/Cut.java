package throughline.insight;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Puts facts into groups: by labels of dimensions, and by a piece of time. */
final class Cut {

    private static final String AGE = "age";

    /** What facts of one engagement may differ in. */
    private static final Set<String> OF_LINES =
            Set.of(
                    "service-line",
                    "line",
                    "code",
                    "clock",
                    "stage",
                    "person",
                    "owner",
                    "system",
                    AGE,
                    "cause");

    private final Labels labels;
    private final List<String> by;
    private final Map<String, String> where;
    private final Optional<TimeBucket> bucket;
    private final DayOfWeek weekStartsOn;
    private final Optional<Predicate<Fact>> counts;

    Cut(Labels labels, Question question, DayOfWeek weekStartsOn) {
        this(labels, question, weekStartsOn, Optional.empty());
    }

    private Cut(
            Labels labels,
            Question question,
            DayOfWeek weekStartsOn,
            Optional<Predicate<Fact>> counts) {
        this.counts = counts;
        this.labels = labels;
        this.by = question.by();
        this.where = question.where();
        this.bucket = by.stream().flatMap(name -> TimeBucket.named(name).stream()).findFirst();
        this.weekStartsOn = weekStartsOn;
    }

    /** The same of some facts only. */
    Cut only(Question question, Predicate<Fact> some) {
        return new Cut(labels, question, weekStartsOn, Optional.of(some));
    }

    Optional<TimeBucket> bucket() {
        return bucket;
    }

    /** The one engagement whose facts it takes; empty when it takes those of several. */
    Optional<String> engagement() {
        return Optional.ofNullable(where.get("engagement"))
                .filter(one -> labels.of(one, "engagement") == null);
    }

    /** What has to be told apart for it: nothing where only time and currency cut. */
    FactStore.Apart apart() {
        Set<String> names = new HashSet<>(by);
        names.addAll(where.keySet());
        names.removeAll(TimeBucket.NAMES);
        names.remove("currency");
        if (counts.isPresent() || names.stream().anyMatch(OF_LINES::contains)) {
            return FactStore.Apart.EVERYTHING;
        }
        return names.isEmpty() ? FactStore.Apart.NOTHING : FactStore.Apart.ENGAGEMENTS;
    }

    LocalDate start(LocalDate day) {
        return bucket.map(each -> each.start(day, weekStartsOn)).orElse(day);
    }

    boolean takes(Fact fact) {
        return counts.map(some -> some.test(fact)).orElse(true)
                && where.entrySet().stream()
                        .filter(wanted -> !wanted.getKey().equals(AGE))
                        .allMatch(
                                wanted ->
                                        wanted.getValue().equals(label(fact, wanted.getKey(), "")));
    }

    /** Whether an age is wanted: no fact has one, but what is left of some of them. */
    boolean takesAge(String age) {
        return where.getOrDefault(AGE, age).equals(age);
    }

    /**
     * The group of a fact.
     *
     * @param more a label that only the computation knows: an age
     */
    Group group(Fact fact, @Nullable LocalDate start, String more) {
        List<String> values = new ArrayList<>(by.size());
        for (String name : by) {
            Optional<TimeBucket> time = TimeBucket.named(name);
            values.add(
                    time.isPresent()
                            ? start == null ? "" : time.get().label(start)
                            : label(fact, name, more));
        }
        return new Group(values, fact.currency());
    }

    /** The same group in another piece of time. */
    Group moved(Group group, LocalDate start) {
        List<String> values = new ArrayList<>(group.labels());
        for (int i = 0; i < by.size(); i++) {
            Optional<TimeBucket> time = TimeBucket.named(by.get(i));
            if (time.isPresent()) {
                values.set(i, time.get().label(start));
            }
        }
        return new Group(values, group.currency());
    }

    /** The first day of the piece of time that a group is of; empty when it is of none. */
    Optional<LocalDate> startOf(Group group) {
        for (int i = 0; i < by.size(); i++) {
            Optional<TimeBucket> time = TimeBucket.named(by.get(i));
            if (time.isPresent()) {
                return Optional.of(time.get().parse(group.labels().get(i)));
            }
        }
        return Optional.empty();
    }

    String label(Fact fact, String dimension, String more) {
        String declared = labels.of(fact.engagement(), dimension);
        if (declared != null) {
            return declared;
        }
        String value =
                switch (dimension) {
                    case "engagement" -> fact.engagement();
                    case "currency" -> fact.currency();
                    case "service-line" -> labels.serviceLine(fact.engagement(), fact.line());
                    case "line", "code", "clock", "stage" -> fact.line();
                    case "person", "owner", "system" -> fact.detail();
                    case AGE -> more;
                    case "cause" -> "approved, not billed";
                    default -> null;
                };
        return value == null ? "" : value;
    }

    /** Labels in the order asked for, and a currency; ordered like that. */
    record Group(List<String> labels, String currency) implements Comparable<Group> {
        Group {
            labels = List.copyOf(labels);
        }

        @Override
        public int compareTo(Group other) {
            for (int i = 0; i < labels.size(); i++) {
                int order = labels.get(i).compareTo(other.labels.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return currency.compareTo(other.currency);
        }
    }
}
