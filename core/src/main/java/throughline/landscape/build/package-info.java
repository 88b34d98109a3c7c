/**
 * Builds a release out of the parts of a landscape. Decides whether a landscape is whole: every
 * reference known, every expression typed, every part owned, no cycles. Invariant: a release exists
 * only when there is not one defect, and all defects are found at once. Must not know how files are
 * read.
 */
@NullMarked
package throughline.landscape.build;

import org.jspecify.annotations.NullMarked;
