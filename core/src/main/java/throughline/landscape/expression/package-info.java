/**
 * Expressions of a landscape: parsed and type-checked as CEL when a release is built, then run as
 * plain steps over exact values. Decides what an expression means. Invariants: no number becomes a
 * double; nothing in gives nothing out; an evaluation has no effect but what it reports to its
 * {@link throughline.landscape.expression.Scope}. Must not know files or canonical field names.
 */
@NullMarked
package throughline.landscape.expression;

import org.jspecify.annotations.NullMarked;
