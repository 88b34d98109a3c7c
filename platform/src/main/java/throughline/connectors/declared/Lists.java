package throughline.connectors.declared;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values that must be lists. */
final class Lists {

    private Lists() {}

    /**
     * The elements; none for nothing.
     *
     * @throws NoValueException when it is something else
     */
    static List<?> of(@Nullable Object value, String what) {
        return switch (value) {
            case null -> List.of();
            case List<?> list -> list;
            case Object _ ->
                    throw new NoValueException(what + " is not a list. Name a list in the file.");
        };
    }
}
