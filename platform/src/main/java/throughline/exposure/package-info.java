/**
 * What will miss the next billing cutoff: decides how far every amount is on its way into the
 * financial system and how likely it arrives in time, by how long others took before. Keeps what it
 * said on each day beside what came of it. Changes nothing else; must not know pages.
 */
@NullMarked
package throughline.exposure;

import org.jspecify.annotations.NullMarked;
