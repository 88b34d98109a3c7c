/**
 * Codes that no code map knows: decides what each probably means, shows what would be understood if
 * it did, and makes a draft of a release of that. Puts nothing in force; must not know pages.
 */
@NullMarked
package throughline.codes;

import org.jspecify.annotations.NullMarked;
