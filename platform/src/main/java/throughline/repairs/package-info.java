/**
 * One cause mended in many places: looked through for all of them, run on one, then on the rest,
 * and told for each as it really came out. Each case is a decision of its own, taken like any
 * other.
 */
@NullMarked
package throughline.repairs;

import org.jspecify.annotations.NullMarked;
