/**
 * The answers of an installation as JSON over HTTP, version 1. Decides addresses, shapes and
 * problems; what is in the answers is computed elsewhere. Keeps the invariant that exact decimals
 * travel as texts and that every refusal is a problem with a code. Must not change anything.
 */
@NullMarked
package throughline.api;

import org.jspecify.annotations.NullMarked;
