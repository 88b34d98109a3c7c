package throughline.rehearsal;

import java.util.Map;

/**
 * How an engagement stands: in the books, towards other systems, and towards people.
 *
 * @param books what was posted
 * @param documents the newest attempt at each purpose
 * @param exceptions the open ones, by key
 */
record Standing(Books books, Map<String, Document> documents, Map<String, Raised> exceptions) {}
