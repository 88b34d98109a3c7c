/**
 * Turns what arrived into what happened: translates and routes messages, shares engagements out
 * over partitions, and lets the core decide in batches, each one transaction. Keeps the invariants
 * that nothing is lost or taken in twice, that signals of one engagement are decided one after
 * another, and that only the holder of a partition's lease writes for it. Must not know business
 * rules.
 */
@NullMarked
package throughline.engine;

import org.jspecify.annotations.NullMarked;
