/**
 * Exact amounts of one currency. Decides rounding and how a total is split; a sum over currencies
 * does not exist, only {@link throughline.money.Totals}. Must not know what an amount is for.
 */
@NullMarked
package throughline.money;

import org.jspecify.annotations.NullMarked;
