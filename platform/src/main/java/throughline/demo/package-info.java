/**
 * A firm to watch: starts simulated vendors and the product on them, and in the end holds what the
 * product says against what the vendors hold. Must not be needed by anything else.
 */
@NullMarked
package throughline.demo;

import org.jspecify.annotations.NullMarked;
