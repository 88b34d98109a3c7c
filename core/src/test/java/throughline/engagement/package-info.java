/** The decider told by signals: what happens when, to the cent. Knows no storage or transport. */
@NullMarked
package throughline.engagement;

import org.jspecify.annotations.NullMarked;
