package throughline.engagement;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import throughline.money.Money;

/**
 * Something that a person in the business must decide.
 *
 * @param key unique in its engagement, so that the same finding twice is one exception
 * @param code one of the published codes
 * @param sentence what was asked, why not, what would work
 * @param fingerprint groups exceptions with the same cause over engagements
 */
public record BusinessException(
        String key,
        String code,
        String sentence,
        Map<String, String> facts,
        Optional<Money> atStake,
        String owner,
        String fingerprint,
        Optional<Instant> due) {
    public BusinessException {
        facts = Map.copyOf(facts);
    }

    /** The same with another deadline. */
    BusinessException dueAt(Instant deadline) {
        return new BusinessException(
                key, code, sentence, facts, atStake, owner, fingerprint, Optional.of(deadline));
    }
}
