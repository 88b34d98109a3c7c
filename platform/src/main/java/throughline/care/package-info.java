/**
 * What people do about exceptions beside deciding: who looks after one, what was said about it,
 * until when it may rest. Keeps that an edit of something that somebody else changed meanwhile is
 * refused.
 */
@NullMarked
package throughline.care;

import org.jspecify.annotations.NullMarked;
