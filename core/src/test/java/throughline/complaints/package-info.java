/** What users of other products complain about, and what must not be possible here. */
@NullMarked
package throughline.complaints;

import org.jspecify.annotations.NullMarked;
