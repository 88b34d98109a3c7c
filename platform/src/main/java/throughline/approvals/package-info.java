/**
 * Four eyes: one person asks, another agrees to exactly that, or refuses with a reason. Keeps that
 * nobody agrees to a request of their own and that an agreement to something that has changed is
 * void. Knows nothing of what is asked for: each kind of matter brings that along.
 */
@NullMarked
package throughline.approvals;

import org.jspecify.annotations.NullMarked;
