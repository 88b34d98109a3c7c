/**
 * What values look like: which fields there are, of which types, and what another description of
 * them changes for whoever reads them. Knows nothing of files, vendors or mappings; comparing is a
 * pure function.
 */
@NullMarked
package throughline.schema;

import org.jspecify.annotations.NullMarked;
