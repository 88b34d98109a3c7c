/**
 * Charges and invoices: every billable unit is open, on one invoice, credited or written off.
 * Decides what is billed when. Keeps: entitled = billed - credited + open + written off. Must not
 * know revenue.
 */
@NullMarked
package throughline.billing;

import org.jspecify.annotations.NullMarked;
