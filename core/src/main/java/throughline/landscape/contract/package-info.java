/**
 * What a vendor's system is expected to send, and what a record has otherwise. Decides what a
 * deviation is and what is to be done about it, by one record alone: the same record deviates in
 * the same way whatever came before it. Counting over many records is not its business.
 */
@NullMarked
package throughline.landscape.contract;

import org.jspecify.annotations.NullMarked;
