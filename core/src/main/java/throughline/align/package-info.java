/**
 * What every system should hold, and the idempotent writes that bring it there. Must not know how a
 * write is carried.
 */
@NullMarked
package throughline.align;

import org.jspecify.annotations.NullMarked;
