/**
 * Business milestones as CloudEvents: decides which events of an engagement the outside world hears
 * of, and sees to it that every subscriber hears each at least once, in order per engagement. Must
 * not know how engagements decide, nor what subscribers do with what they hear.
 */
@NullMarked
package throughline.publish;

import org.jspecify.annotations.NullMarked;
