/**
 * The pages that people work in. Decides how a figure is written and where it stands; every figure
 * itself comes from the read models. Must not write anything but a person's decision.
 */
@NullMarked
package throughline.console;

import org.jspecify.annotations.NullMarked;
