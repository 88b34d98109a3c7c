/**
 * Telling people what waits for them: decides who is told what, when once more, and when somebody
 * above. Everything is told once; what may or may not have reached somebody is not sent again but
 * said in the next message. Must not know pages.
 */
@NullMarked
package throughline.notices;

import org.jspecify.annotations.NullMarked;
