/**
 * What ties together everything that one arriving message led to, here and in the systems around
 * us. Keeps the invariant that a trace is known before anything is decided and never changes after.
 * Must not know what is decided or sent.
 */
@NullMarked
package throughline.correlation;

import org.jspecify.annotations.NullMarked;
