/**
 * How sentences say numbers of things. Decides which form of a word goes with a number, so that
 * every sentence agrees with what it counts. Must not know what is counted.
 */
@NullMarked
package throughline.wording;

import org.jspecify.annotations.NullMarked;
