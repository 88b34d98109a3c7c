/**
 * What was delivered: approved time with its rate, accepted milestones, capacity. Decides what an
 * hour is worth and which line it belongs to. Keeps: what was approved is taken back exactly as it
 * was approved. Must not know invoices.
 */
@NullMarked
package throughline.work;

import org.jspecify.annotations.NullMarked;
