/**
 * What carries writes to outside systems and reads from them. Decides, for every way in which a
 * call can end, whether the system holds the record, refused it, never got it, or whether nobody
 * can tell; an ending is never guessed. Must not know engagements, lanes or storage of ours.
 */
@NullMarked
package throughline.connectors;

import org.jspecify.annotations.NullMarked;
