/**
 * Puts the running product together: one home, one database, one release in force, and what works
 * on them. Decides what is started in which order; has no business meaning of its own.
 */
@NullMarked
package throughline.server;

import org.jspecify.annotations.NullMarked;
