/**
 * Carries planned actions to their systems and their outcomes back: in lanes per system, within
 * budgets, by urgency, in order per record. Keeps the promise that no write is made twice and none
 * is silently never made: an action is marked sent, durably, before it leaves, and one that was
 * sent without an outcome is looked for before it is sent again. Must not know why an action is
 * wanted.
 */
@NullMarked
package throughline.dispatch;

import org.jspecify.annotations.NullMarked;
