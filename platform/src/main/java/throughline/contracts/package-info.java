/**
 * Contracts with vendors, beside what arrives: what a new one would break, what records have
 * otherwise than declared, what a system really answers. Decides which is broken and which could
 * not be checked, and never takes one for the other. What deviates in one record is the core's to
 * say.
 */
@NullMarked
package throughline.contracts;

import org.jspecify.annotations.NullMarked;
