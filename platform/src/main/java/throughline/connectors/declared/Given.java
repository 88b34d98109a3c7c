package throughline.connectors.declared;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What expressions may read at one moment: values by their names. */
final class Given {

    static final Given NOTHING = new Given(Map.of());

    private final Map<String, @Nullable Object> values;

    private Given(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /** The same with one more value; nothing is a value too. */
    Given with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new HashMap<>(values);
        more.put(name, value);
        return new Given(more);
    }

    @Nullable Object get(String name) {
        return values.get(name);
    }
}
