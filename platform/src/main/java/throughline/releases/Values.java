package throughline.releases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a raw record where a mapping reads them: {@code Lines[].Amount}. */
final class Values {

    private Values() {}

    /** Whether it is a way that can be followed without the expression. */
    static boolean isPlain(String way) {
        return !way.contains("*") && !way.contains(":") && !way.contains("?");
    }

    /** Whether anything stands there. */
    static boolean has(Map<String, Object> raw, String way) {
        return !at(raw, way).isEmpty();
    }

    /** The texts that stand there; of a whole object that it is there. */
    static List<String> at(Map<String, Object> raw, String way) {
        List<String> found = new ArrayList<>();
        collect(raw, way.replace("[]", ".[]").split("\\."), 0, found);
        return found;
    }

    private static void collect(
            @Nullable Object value, String[] way, int step, List<String> found) {
        if (value == null) {
            return;
        }
        if (value instanceof List<?> list) {
            int after = step < way.length && way[step].equals("[]") ? step + 1 : step;
            list.forEach(each -> collect(each, way, after, found));
        } else if (step == way.length) {
            found.add(value.toString());
        } else if (value instanceof Map<?, ?> map) {
            collect(map.get(way[step]), way, step + 1, found);
        }
    }
}
