/**
 * Who did what, when, why, from what to what. Keeps that no entry can be changed, removed or
 * slipped in unnoticed. Knows nothing of what was done: an entry is texts.
 */
@NullMarked
package throughline.audit;

import org.jspecify.annotations.NullMarked;
