/**
 * Where an installation's PostgreSQL comes from: an external server, or real binaries started below
 * the home and shared by every process that works on it. Keeps the invariant that the last process
 * out stops the server and that killing any one harms nobody. Must not know what is stored.
 */
@NullMarked
package throughline.database;

import org.jspecify.annotations.NullMarked;
