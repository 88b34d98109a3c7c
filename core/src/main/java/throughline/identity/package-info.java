/**
 * Whether two records of different systems are the same customer. Decides how names are compared
 * and what counts as proof. Invariant: the answer is the same whichever record is asked first. Must
 * not know where records are kept or what follows from a match.
 */
@NullMarked
package throughline.identity;

import org.jspecify.annotations.NullMarked;
