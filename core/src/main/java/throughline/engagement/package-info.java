/**
 * One deal and everything it becomes: decides which events a signal gives rise to. Pure: time and\n
 * * ids arrive in the signal. Must not know storage, transport or vendors.
 */
@NullMarked
package throughline.engagement;

import org.jspecify.annotations.NullMarked;
