/**
 * Records of outside systems as canonical facts. Decides which fields a record of each type has and
 * when a field is faulty. Knows nothing of engagements, transports or vendors.
 */
@NullMarked
package throughline.observed;

import org.jspecify.annotations.NullMarked;
