package throughline.landscape.expression;

import org.jspecify.annotations.Nullable;

/** One node of a compiled expression. */
@FunctionalInterface
interface Step {

    /**
     * Its value.
     *
     * @throws Unresolved when there is none
     */
    @Nullable Object run(Scope scope);
}
