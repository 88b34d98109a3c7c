package throughline.engagement;

import java.time.LocalDate;

/**
 * The accounting period that something belongs to, where that period did not simply take it.
 *
 * @param period its id
 * @param day the day on which it was earned or would have been dated
 * @param reason why it was posted where it was
 */
public record Belonging(String period, LocalDate day, String reason) {}
