/**
 * Proving figures: decides the history behind a figure once more, from the raw messages and under
 * the releases that decided it, and holds what comes of it against what the books say. Writes
 * nothing; must not know pages.
 */
@NullMarked
package throughline.proof;

import org.jspecify.annotations.NullMarked;
