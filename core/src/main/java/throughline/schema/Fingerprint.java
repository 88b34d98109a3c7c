package throughline.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Names a set of descriptions by its content: the same descriptions, the same name. */
public final class Fingerprint {

    private final StringBuilder text = new StringBuilder();

    private Fingerprint() {}

    /** SHA-256 over everything that is described, whatever its order, in hexadecimal. */
    public static String of(SchemaSet set) {
        Fingerprint fingerprint = new Fingerprint();
        new TreeMap<>(set.types()).forEach(fingerprint::add);
        new TreeMap<>(set.named()).forEach((name, each) -> fingerprint.add("#" + name, each));
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(
                                            fingerprint
                                                    .text
                                                    .toString()
                                                    .getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private void add(String path, Schema schema) {
        // Lengths are said, so that no two descriptions are written alike.
        for (String part :
                new String[] {
                    path,
                    schema.types().toString(),
                    Boolean.toString(schema.nullable()),
                    schema.values().toString(),
                    schema.format(),
                    Boolean.toString(schema.open()),
                    schema.ref()
                }) {
            text.append(part.length()).append(':').append(part).append('\n');
        }
        for (Map.Entry<String, Schema.Field> each : new TreeMap<>(schema.fields()).entrySet()) {
            text.append(each.getValue().required()).append(each.getValue().deprecated());
            add(path + "." + each.getKey(), each.getValue().schema());
        }
        schema.items().ifPresent(items -> add(path + "[]", items));
    }
}
