/**
 * Closing a month: decides what is still open before a legal entity's period can be closed, item by
 * item, with money and with the place where it is mended. Keeps nothing and changes nothing; every
 * figure is that of the metric of the same name. Must not know pages.
 */
@NullMarked
package throughline.closing;

import org.jspecify.annotations.NullMarked;
