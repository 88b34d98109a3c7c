/**
 * Append-only, balanced books: which happening moves which accounts. Every posting is a function of
 * one event. Must not know how postings are stored.
 */
@NullMarked
package throughline.books;

import org.jspecify.annotations.NullMarked;
