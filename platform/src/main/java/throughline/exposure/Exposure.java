package throughline.exposure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import throughline.money.Money;

/**
 * What will miss the next billing cutoff of each legal entity.
 *
 * @param lookedAt when this was seen; empty before the first look
 * @param causes the largest first
 * @param said what was said of cutoffs that have passed, beside what came of it
 */
public record Exposure(
        Optional<Instant> lookedAt, List<Cutoff> cutoffs, List<Cause> causes, List<Said> said) {

    private static final int DIGITS = 4;

    public Exposure {
        cutoffs = List.copyOf(cutoffs);
        causes = List.copyOf(causes);
        said = List.copyOf(said);
    }

    /**
     * Amounts of one entity and currency that are at the same place for the same reason.
     *
     * @param missing what of it is to be expected to miss the cutoff
     * @param basis how many that were there before the expectation rests on; the fewest
     */
    public record Cause(
            String entity,
            Stage stage,
            String code,
            long engagements,
            Money amount,
            Money missing,
            Instant oldest,
            int basis) {

        /** Whether a person's exception is in the way. */
        public boolean isException() {
            return Looking.isExceptional(code);
        }
    }

    /** One amount with its engagement's name. */
    public record Named(String name, Item item) {}

    /**
     * What was said on a day of a cutoff that has passed.
     *
     * @param missing what was expected to miss it
     * @param missed what missed it
     */
    public record Said(
            String entity,
            String period,
            LocalDate day,
            Instant deadline,
            Money exposed,
            Money missing,
            Money missed) {

        /** By how much it was too high; negative when it was too low. */
        public Money error() {
            return missing.minus(missed);
        }

        /** How long before the deadline it was said, in days. */
        public long daysBefore() {
            return Duration.between(
                            day.atStartOfDay(java.time.ZoneOffset.UTC).toInstant(), deadline)
                    .toDays();
        }
    }

    /**
     * By how much forecasts were off, as a share of what was exposed, from 0; empty before the
     * first cutoff of which something was said. Amounts are never added over currencies: the share
     * is the mean over cutoffs and days.
     */
    public Optional<BigDecimal> meanError() {
        List<Said> weighed = said.stream().filter(each -> each.exposed().signum() > 0).toList();
        if (weighed.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Said each : weighed) {
            sum =
                    sum.add(
                            each.error()
                                    .decimal()
                                    .abs()
                                    .divide(
                                            each.exposed().decimal(),
                                            DIGITS,
                                            RoundingMode.HALF_UP));
        }
        return Optional.of(
                sum.divide(BigDecimal.valueOf(weighed.size()), DIGITS, RoundingMode.HALF_UP));
    }
}
