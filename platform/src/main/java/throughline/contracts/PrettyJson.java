package throughline.contracts;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.journal.RawJson;

/** Writes maps, lists, texts, numbers and truth values as JSON that people can review. */
public final class PrettyJson {

    private static final int SHORT = 100;

    private final StringBuilder text = new StringBuilder();

    private PrettyJson() {}

    /** The text, with a line end behind it. */
    public static String of(Map<String, Object> object) {
        PrettyJson json = new PrettyJson();
        json.write(object, "");
        return json.text.append('\n').toString();
    }

    private void write(@Nullable Object value, String indent) {
        String flat = value == null ? "null" : RawJson.text(value);
        switch (value) {
            case Map<?, ?> map when flat.length() + indent.length() > SHORT -> object(map, indent);
            case List<?> list when flat.length() + indent.length() > SHORT -> list(list, indent);
            case null, default -> text.append(flat);
        }
    }

    private void object(Map<?, ?> map, String indent) {
        String inner = indent + "  ";
        text.append("{\n");
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            text.append(inner).append(RawJson.text(String.valueOf(entry.getKey()))).append(": ");
            write(entry.getValue(), inner);
            text.append(entries.hasNext() ? ",\n" : "\n");
        }
        text.append(indent).append('}');
    }

    private void list(List<?> list, String indent) {
        String inner = indent + "  ";
        text.append("[\n");
        Iterator<?> items = list.iterator();
        while (items.hasNext()) {
            text.append(inner);
            write(items.next(), inner);
            text.append(items.hasNext() ? ",\n" : "\n");
        }
        text.append(indent).append(']');
    }
}
