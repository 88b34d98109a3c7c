package throughline.scenario;

import java.time.LocalDate;
import throughline.landscape.build.Place;

/**
 * How an expectation went.
 *
 * @param on the day at whose end it was looked at
 * @param what it is about
 */
public record Verdict(
        LocalDate on, Place place, String what, String expected, String got, boolean holds) {}
