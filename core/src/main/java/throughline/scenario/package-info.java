/**
 * What would happen to one contract: its terms, a calendar of happenings, and what somebody expects
 * of them, run by the same decider as live, without systems and without a database. Decides nothing
 * itself. Must not know how files are read or answers printed.
 */
@NullMarked
package throughline.scenario;

import org.jspecify.annotations.NullMarked;
