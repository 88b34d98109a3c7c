/**
 * Who gets through to which address: signing in, sessions, tokens, and one table of rules over all
 * routes. Keeps that a route without a rule lets nobody through. Knows nothing of what the routes
 * do.
 */
@NullMarked
package throughline.access;

import org.jspecify.annotations.NullMarked;
