package throughline.revenue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the accepted share of a milestone grew.
 *
 * @param steps in the order of their days
 */
public record Accepted(List<Step> steps) {

    /** Accepted to this share from a day on. */
    public record Step(LocalDate on, BigDecimal share) {}

    /** Not accepted. */
    static final Accepted NOT = new Accepted(List.of());

    public Accepted {
        steps = List.copyOf(steps);
    }

    /** After it was accepted to a share; what was said of later days before does not count. */
    Accepted to(BigDecimal share, LocalDate on) {
        List<Step> next = new ArrayList<>();
        steps.stream().filter(step -> step.on().isBefore(on)).forEach(next::add);
        next.add(new Step(on, share));
        return new Accepted(next);
    }

    /** The share before a day; the newest one when there is none. */
    BigDecimal before(Optional<LocalDate> day) {
        BigDecimal share = BigDecimal.ZERO;
        for (Step step : steps) {
            if (day.isEmpty() || step.on().isBefore(day.get())) {
                share = step.share();
            }
        }
        return share;
    }
}
