/**
 * What was agreed: lines, obligations, prices, schedules, as a sequence of amendments with
 * effective dates. Must not know invoices or revenue.
 */
@NullMarked
package throughline.terms;

import org.jspecify.annotations.NullMarked;
