/**
 * How sentences say numbers of things and names of constants. Decides which form of a word goes
 * with a number, so that every sentence agrees with what it counts, and which words are acronyms.
 * Must not know what is counted or named.
 */
@NullMarked
package throughline.wording;

import org.jspecify.annotations.NullMarked;
