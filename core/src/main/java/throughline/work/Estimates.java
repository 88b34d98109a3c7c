package throughline.work;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import throughline.engagement.Entries;
import throughline.engagement.WorkEvent.EstimateRevised;
import throughline.observed.RecordKey;

/**
 * What was estimated, by line, newest first. From its day on, a version of a record stands in the
 * place of what that record said before: a figure that it leaves out is estimated by that record no
 * more. Records of their own leave each other as they are.
 */
public record Estimates(Map<String, List<EstimateRevised>> byLine) {

    /** Nothing estimated. */
    public static final Estimates NONE = new Estimates(Entries.none());

    private static final Comparator<EstimateRevised> NEWEST_FIRST =
            Comparator.comparing(EstimateRevised::on)
                    .thenComparing(each -> each.record().map(RecordKey::toString).orElse(""))
                    .reversed();

    public Estimates {
        byLine = Entries.of(byLine);
    }

    /** With one more. */
    Estimates with(EstimateRevised event) {
        List<EstimateRevised> stay = new ArrayList<>();
        EstimateRevised now = event;
        for (EstimateRevised known : of(event.line())) {
            if (!isOfSameRecord(known, event) || known.on().isBefore(event.on())) {
                stay.add(known);
            } else if (event.record().isEmpty()) {
                if (known.on().equals(event.on())) {
                    now = over(known, event);
                } else {
                    stay.add(known);
                }
            }
        }
        stay.add(now);
        stay.sort(NEWEST_FIRST);
        return new Estimates(Entries.plus(byLine, event.line(), List.copyOf(stay)));
    }

    /** Whether one says what is not known. */
    boolean isNews(EstimateRevised event) {
        return !with(event).of(event.line()).equals(of(event.line()));
    }

    /** The newest of a line that states something, as every record stands. */
    public <T> Optional<EstimateRevised> stating(
            String line, Function<EstimateRevised, Optional<T>> what) {
        return newest(of(line), what, Optional.empty());
    }

    /** The same as it stood on the morning of a day, by the days of the estimates. */
    public <T> Optional<EstimateRevised> stating(
            String line, Function<EstimateRevised, Optional<T>> what, LocalDate before) {
        return newest(of(line), what, Optional.of(before));
    }

    private static <T> Optional<EstimateRevised> newest(
            List<EstimateRevised> estimates,
            Function<EstimateRevised, Optional<T>> what,
            Optional<LocalDate> before) {
        Set<RecordKey> heard = new HashSet<>();
        for (EstimateRevised each : estimates) {
            boolean known = before.isEmpty() || each.on().isBefore(before.get());
            boolean stands = known && each.record().map(heard::add).orElse(true);
            if (stands && what.apply(each).isPresent()) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private List<EstimateRevised> of(String line) {
        return byLine.getOrDefault(line, List.of());
    }

    private static boolean isOfSameRecord(EstimateRevised one, EstimateRevised other) {
        return one.record().equals(other.record());
    }

    /** Estimates were kept without their record once: of those, what one leaves out stays. */
    private static EstimateRevised over(EstimateRevised known, EstimateRevised now) {
        return new EstimateRevised(
                now.line(),
                now.on(),
                now.percentComplete().or(known::percentComplete),
                now.totalHours().or(known::totalHours),
                now.totalCost().or(known::totalCost),
                now.variable().or(known::variable),
                now.materials().or(known::materials),
                now.record());
    }
}
