/**
 * From work to cash: adds up, from metrics alone, where money waits on its way and how long, what
 * was promised and kept, and how backlog and margin develop. Defines no figure of its own; must not
 * know pages.
 */
@NullMarked
package throughline.conversion;

import org.jspecify.annotations.NullMarked;
