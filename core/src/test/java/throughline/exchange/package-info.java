/** Tests of which rate counts. */
@NullMarked
package throughline.exchange;

import org.jspecify.annotations.NullMarked;
