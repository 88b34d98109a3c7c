/**
 * Brings files in by the way that live records take: history by command, and what is dropped into a
 * watched folder. Keeps the invariants that a file is taken in as a whole or not at all, and that
 * no line is lost without a word. Must not know what the records mean.
 */
@NullMarked
package throughline.load;

import org.jspecify.annotations.NullMarked;
