/**
 * Takes raw records in: by webhook, by poll, from files. Keeps the invariant that whatever was
 * acknowledged is durable, and that the same message twice is one message. Must not know what a
 * record means beyond its key.
 */
@NullMarked
package throughline.intake;

import org.jspecify.annotations.NullMarked;
