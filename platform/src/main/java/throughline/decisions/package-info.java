/**
 * What people decide about engagements: who may, what exactly would happen, and that it happens
 * once. Everything is asked of the same gates and rules that decide otherwise, so nothing is
 * offered here that the engine does not do. Knows nothing of pages and addresses.
 */
@NullMarked
package throughline.decisions;

import org.jspecify.annotations.NullMarked;
