package throughline.align;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells whether two writes ask for the same: a hash over what is asked, whatever the map order. */
final class Content {

    private static final int BYTES = 12;

    private Content() {}

    static String hash(Action action) {
        StringBuilder text = new StringBuilder(2048);
        write(text, action.body());
        action.dependsOn().forEach(key -> text.append('>').append(key));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** What we just made is sorted already; what was read back may not be. */
    private static Map<?, ?> sorted(Map<?, ?> map) {
        return map instanceof SortedMap<?, ?> sorted && sorted.comparator() == null
                ? sorted
                : new TreeMap<>(map);
    }

    private static void write(StringBuilder text, Object value) {
        switch (value) {
            case String one -> text.append(one).append(';');
            case Map<?, ?> map -> {
                text.append('{');
                sorted(map).forEach((field, part) -> write(text.append(field).append('='), part));
                text.append('}');
            }
            case List<?> list -> {
                text.append('[');
                for (Object part : list) {
                    write(text, part);
                }
                text.append(']');
            }
            default -> text.append(value).append(';');
        }
    }
}
