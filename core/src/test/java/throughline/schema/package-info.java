/** Comparing descriptions of values. */
@NullMarked
package throughline.schema;

import org.jspecify.annotations.NullMarked;
