/**
 * Decides the firm's whole kept history again under a release that is not in force, and holds the
 * outcome against the books: what it would change in money, in documents and for people. Invariant:
 * it decides by the very code that decides live, writes nothing but its own result, and sends
 * nothing; the release in force rehearsed against itself gives no difference at all.
 */
@NullMarked
package throughline.rehearsal;

import org.jspecify.annotations.NullMarked;
