package throughline.engagement;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The earliest of many days after one. Whoever looks for days asks first whether one would be
 * wanted, since most are later than what was found already.
 *
 * <p><b>Threads</b>: one.
 */
public final class NextDay implements Consumer<LocalDate> {

    private final LocalDate after;
    private @Nullable LocalDate day;

    NextDay(LocalDate after) {
        this.after = after;
    }

    /** Whether no day up to this one is looked for. */
    public boolean isBeyond(LocalDate other) {
        return !after.isBefore(other);
    }

    /** Whether it would be the earliest. */
    public boolean wants(LocalDate other) {
        LocalDate found = day;
        return other.isAfter(after) && (found == null || other.isBefore(found));
    }

    @Override
    public void accept(LocalDate other) {
        if (wants(other)) {
            day = other;
        }
    }

    Optional<LocalDate> found() {
        return Optional.ofNullable(day);
    }
}
