/**
 * What was earned, by obligation and period. Decides how much is recognized when. Keeps: what was
 * recognized adds up to what the method says, to the cent. Must not know invoices.
 */
@NullMarked
package throughline.revenue;

import org.jspecify.annotations.NullMarked;
