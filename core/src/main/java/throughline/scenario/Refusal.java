package throughline.scenario;

import java.time.LocalDate;
import throughline.landscape.build.Place;

/**
 * Something in the calendar that cannot be.
 *
 * @param code published; of the exception that live would raise, or one of the scenario's own
 * @param sentence what was asked, why not, what would work
 */
public record Refusal(LocalDate on, Place place, String code, String sentence) {}
