package throughline.notices;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import throughline.money.Money;

/**
 * Something that somebody should know of.
 *
 * @param level how urgent: one of {@link Level}
 * @param subject what tells it from others of its level: it is told once
 * @param cause what groups it with others
 * @param engagement its name; empty for none
 * @param path of the page that it opens to
 */
record Matter(
        Level level,
        String subject,
        String owner,
        String cause,
        String sentence,
        String engagement,
        Optional<Money> atStake,
        Instant since,
        Optional<Instant> due,
        String path) {

    /** Why somebody is told. */
    enum Level {
        /** It is new. */
        NEW("new"),
        /** A promise is about to be broken. */
        WARNING("warning"),
        /** A promise is broken. */
        LATE("late"),
        /** It takes too long, and somebody above is told. */
        ESCALATED("escalated"),
        /** Something technical failed. */
        INCIDENT("incident");

        private final String word;

        Level(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        /** Whether whoever is above its owner is told. */
        boolean isAbove() {
            return this == ESCALATED;
        }
    }

    /** Every level, the most urgent first. */
    static final List<Level> URGENT_FIRST =
            List.of(Level.ESCALATED, Level.LATE, Level.WARNING, Level.INCIDENT, Level.NEW);
}
