/**
 * Reads the folder of a landscape and makes a release of it. Decides what the files are, how they
 * are named and what their content hash is; what they mean is the core's business. Invariant: the
 * same files give the same hash on every machine.
 */
@NullMarked
package throughline.releases;

import org.jspecify.annotations.NullMarked;
