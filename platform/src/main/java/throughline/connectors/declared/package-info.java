/**
 * Systems that are described by files alone: how to sign in, what to call for which action, how
 * answers read, how lists are paged. Decides nothing about business; invariant: what a file says is
 * checked completely before anything is sent under it, and an ending is never guessed. Must not
 * know engagements, lanes or storage of ours.
 */
@NullMarked
package throughline.connectors.declared;

import org.jspecify.annotations.NullMarked;
