/**
 * The command line: what a person or a script asks of an installation.
 *
 * <p>It decides how a question is worded and printed, never what the answer is; its exit codes are
 * a contract: 0 fine, 1 refused by the business or a check, 2 wrong usage, 3 outside failure.
 */
@NullMarked
package throughline.cli;

import org.jspecify.annotations.NullMarked;
