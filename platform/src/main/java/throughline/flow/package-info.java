/**
 * How messages flow between outside systems and this installation: adds up, system by system, what
 * came, what was written and how long that took, and what waits inside. Decides nothing and must
 * not know pages.
 */
@NullMarked
package throughline.flow;

import org.jspecify.annotations.NullMarked;
