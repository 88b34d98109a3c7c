/**
 * One enterprise, described as files and compiled: mappings, decision tables, policies, units.
 * Decides what a release says; reading files and storing releases is not its business.
 */
@NullMarked
package throughline.landscape;

import org.jspecify.annotations.NullMarked;
