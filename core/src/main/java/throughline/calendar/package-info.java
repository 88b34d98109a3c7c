/**
 * Days, fiscal periods and business hours. Decides which period a day belongs to and how much
 * business time lies between two instants; ranges are half-open. Must not know what time it is.
 */
@NullMarked
package throughline.calendar;

import org.jspecify.annotations.NullMarked;
