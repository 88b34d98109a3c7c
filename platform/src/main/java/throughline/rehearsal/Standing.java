package throughline.rehearsal;

import java.util.Map;

/**
 * How an engagement stands: in the books, towards other systems, and towards people.
 *
 * @param entries minor units; where there is none, it is zero
 * @param documents the newest attempt at each purpose
 * @param exceptions the open ones, by key
 */
record Standing(
        Map<Entry, Long> entries,
        Map<String, Document> documents,
        Map<String, Raised> exceptions) {}
