/** Tests of what a landscape is made of. */
@NullMarked
package throughline.landscape;

import org.jspecify.annotations.NullMarked;
