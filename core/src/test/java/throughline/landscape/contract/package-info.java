/** Records beside what was declared of them. */
@NullMarked
package throughline.landscape.contract;

import org.jspecify.annotations.NullMarked;
