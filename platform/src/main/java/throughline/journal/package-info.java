/**
 * How what happened is kept: events and states as stored text, engagements loaded from a snapshot
 * and what came after it, and everything that a batch of signals causes written in one transaction.
 * Keeps the invariant that rows of the books, actions and exceptions follow from events alone. Must
 * not know how signals arrive or are decided.
 */
@NullMarked
package throughline.journal;

import org.jspecify.annotations.NullMarked;
