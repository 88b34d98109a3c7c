/**
 * Answers from the books: metrics, explanations and checks. Decides what each number is made of and
 * under which version of its definition. Keeps the invariant that every number is computed from
 * append-only rows, as known at an instant, and never guessed: what cannot be computed says so.
 * Must not know how answers are printed or who asks.
 */
@NullMarked
package throughline.insight;

import org.jspecify.annotations.NullMarked;
