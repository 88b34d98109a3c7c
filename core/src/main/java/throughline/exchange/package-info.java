/**
 * What an amount is worth in another currency: which rate counts for which figure, as far as one
 * was published. Keeps true that no rate of a later day counts for an earlier one and that a rate
 * nobody knows is no rate at all. Must not know where rates are kept.
 */
@NullMarked
package throughline.exchange;

import org.jspecify.annotations.NullMarked;
