/**
 * Other people's systems, simulated: a CRM, a PSA and an ERP over real HTTP, with faults on demand.
 * Decides how they answer. Shares no code with the product and must not know it.
 */
@NullMarked
package throughline.twins;

import org.jspecify.annotations.NullMarked;
