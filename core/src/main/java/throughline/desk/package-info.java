/**
 * What a change of terms would do to revenue before anybody decides on it. Decides nothing: it lets
 * the decider live through the change in each of the ways in which it could count. Must not know
 * where engagements are kept.
 */
@NullMarked
package throughline.desk;

import org.jspecify.annotations.NullMarked;
