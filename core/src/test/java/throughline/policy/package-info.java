/** The nine gates as a controller would try them: one deal that passes, and what is wrong next. */
@NullMarked
package throughline.policy;

import org.jspecify.annotations.NullMarked;
