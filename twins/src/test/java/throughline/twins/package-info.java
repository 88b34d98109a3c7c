/**
 * The twins over real HTTP: what vendors' systems do on good days and on bad ones. Must know
 * nothing of the product.
 */
@NullMarked
package throughline.twins;

import org.jspecify.annotations.NullMarked;
