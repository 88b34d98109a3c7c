/**
 * The books added up ahead of questions: sums over all engagements by day, open lots of lines, and
 * how far each engagement is added up. What is told is always the sum of all postings: what the job
 * that adds up has not seen yet is added by whoever asks. Decides no figure; must not know metrics.
 */
@NullMarked
package throughline.totals;

import org.jspecify.annotations.NullMarked;
