/** The rules of the house for the core: what it may rest on. Knows directions, not business. */
@NullMarked
package throughline.house;

import org.jspecify.annotations.NullMarked;
