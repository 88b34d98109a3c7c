/**
 * Measures the product against the raw limit of the same machine, in the same run. Decides what is
 * compared with what; only ratios count. Must not be needed by the product.
 */
@NullMarked
package throughline.bench;

import org.jspecify.annotations.NullMarked;
