/** Random cases that can be run again: every failure names its seed. */
@NullMarked
package throughline.property;

import org.jspecify.annotations.NullMarked;
