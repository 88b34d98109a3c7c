/**
 * The nine gates between a closed-won deal and an active project. Decides which terms a deal yields
 * or which violations stand against it; terms exist only when nothing stands. Must not know systems
 * or storage.
 */
@NullMarked
package throughline.policy;

import org.jspecify.annotations.NullMarked;
