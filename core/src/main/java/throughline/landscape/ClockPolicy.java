package throughline.landscape;

import java.time.Duration;

/**
 * One business clock.
 *
 * @param from the fact that starts it, for example {@code closed-won}
 * @param to the fact that stops it, for example {@code project-active}
 * @param target business time between them
 * @param warnAt the share of the target after which it warns, in percent
 */
public record ClockPolicy(
        String name, String from, String to, Duration target, int warnAt, String owner) {}
