/** Scenarios that are made up, and what holds for every one of them. */
@NullMarked
package throughline.scenario;

import org.jspecify.annotations.NullMarked;
