package throughline.journal;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON as UTF-8 into one growing array. What the journal writes is small, always well formed
 * by construction, and written some hundred thousand times a second: a general generator's buffers
 * and checks cost more than the text.
 *
 * <p><b>Threads</b>: one at a time.
 */
final class JsonText {

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private static final ThreadLocal<JsonText> OF_THREAD = ThreadLocal.withInitial(JsonText::new);

    /** Larger ones are given back, so that one large state does not stay for ever. */
    private static final int LARGEST_KEPT = 1 << 20;

    private byte[] bytes = new byte[1024];
    private int length;

    /** An empty text of this thread, until the next one is begun. */
    static JsonText begin() {
        JsonText text = OF_THREAD.get();
        text.length = 0;
        if (text.bytes.length > LARGEST_KEPT) {
            text.bytes = new byte[1024];
        }
        return text;
    }

    /** What was written. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    void startObject() {
        beginValue();
        put('{');
    }

    void endObject() {
        put('}');
    }

    void startArray() {
        beginValue();
        put('[');
    }

    void endArray() {
        put(']');
    }

    /** A name as {@link #quoted} made it. */
    void name(byte[] quoted) {
        beginValue();
        room(quoted.length);
        System.arraycopy(quoted, 0, bytes, length, quoted.length);
        length += quoted.length;
    }

    void name(String name) {
        string(name);
        put(':');
    }

    void string(String text) {
        beginValue();
        quote(text);
    }

    void number(long number) {
        beginValue();
        ascii(Long.toString(number));
    }

    void number(BigDecimal number) {
        beginValue();
        ascii(number.toString());
    }

    void truth(boolean truth) {
        beginValue();
        ascii(truth ? "true" : "false");
    }

    void nothing() {
        beginValue();
        ascii("null");
    }

    /** Texts, numbers, truth values, lists, maps and nulls; anything else as its text. */
    void value(@Nullable Object value, boolean inOrder) {
        switch (value) {
            case null -> nothing();
            case String text -> string(text);
            case BigDecimal number -> number(number);
            case Integer number -> number(number.longValue());
            case Long number -> number(number.longValue());
            case Boolean truth -> truth(truth);
            case Map<?, ?> map -> {
                startObject();
                Map<?, ?> entries = inOrder ? Collections.sorted(map) : map;
                for (Map.Entry<?, ?> each : entries.entrySet()) {
                    name(String.valueOf(each.getKey()));
                    value(each.getValue(), inOrder);
                }
                endObject();
            }
            case Iterable<?> list -> {
                startArray();
                for (Object each : list) {
                    value(each, inOrder);
                }
                endArray();
            }
            case Object other -> string(other.toString());
        }
    }

    /** A field's name as it is written, with its colon. */
    static byte[] quoted(String name) {
        JsonText text = new JsonText();
        text.name(name);
        return text.toBytes();
    }

    /** The byte before tells whether there is a value before this one. */
    private void beginValue() {
        if (length > 0) {
            byte last = bytes[length - 1];
            if (last != '{' && last != '[' && last != ':') {
                put(',');
            }
        }
    }

    private void quote(String text) {
        int size = text.length();
        // A character takes three bytes at most, or six where it is escaped.
        room(6 * size + 2);
        byte[] to = bytes;
        int at = length;
        to[at++] = '"';
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
                to[at++] = (byte) c;
            } else {
                boolean pair = Character.isHighSurrogate(c) && i + 1 < size;
                if (pair && Character.isLowSurrogate(text.charAt(i + 1))) {
                    at = four(to, at, Character.toCodePoint(c, text.charAt(++i)));
                } else {
                    at = other(to, at, c);
                }
            }
        }
        to[at++] = '"';
        length = at;
    }

    private static int other(byte[] to, int start, char c) {
        int at = start;
        if (c >= 0x80 && !Character.isSurrogate(c)) {
            if (c < 0x800) {
                to[at++] = (byte) (0xc0 | c >> 6);
            } else {
                to[at++] = (byte) (0xe0 | c >> 12);
                to[at++] = (byte) (0x80 | c >> 6 & 0x3f);
            }
            to[at++] = (byte) (0x80 | c & 0x3f);
            return at;
        }
        to[at++] = '\\';
        switch (c) {
            case '"', '\\' -> to[at++] = (byte) c;
            case '\b' -> to[at++] = 'b';
            case '\t' -> to[at++] = 't';
            case '\n' -> to[at++] = 'n';
            case '\f' -> to[at++] = 'f';
            case '\r' -> to[at++] = 'r';
            // Control characters, and halves of pairs, which have no form in UTF-8.
            default -> {
                to[at++] = 'u';
                for (int shift = 12; shift >= 0; shift -= 4) {
                    to[at++] = HEX[c >> shift & 0xf];
                }
            }
        }
        return at;
    }

    private static int four(byte[] to, int start, int point) {
        int at = start;
        to[at++] = (byte) (0xf0 | point >> 18);
        to[at++] = (byte) (0x80 | point >> 12 & 0x3f);
        to[at++] = (byte) (0x80 | point >> 6 & 0x3f);
        to[at++] = (byte) (0x80 | point & 0x3f);
        return at;
    }

    private void ascii(String text) {
        int size = text.length();
        room(size);
        for (int i = 0; i < size; i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    private void put(char c) {
        room(1);
        bytes[length++] = (byte) c;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
