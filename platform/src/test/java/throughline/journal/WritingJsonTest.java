package throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written by hand is what a general reader reads. */
class WritingJsonTest {

    private static final int CASES = 2_000;

    @Test
    void whatever_is_written_is_read_back() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            Map<String, Object> value = object(random, 3);
            assertThat(RawJson.object(RawJson.bytes(value)))
                    .as("run again with -Dseed=%d", seed)
                    .isEqualTo(value);
        }
    }

    @Test
    void equal_content_gives_equal_bytes_whatever_the_order() {
        Map<String, Object> one = new LinkedHashMap<>(Map.of("b", Map.of("z", "1")));
        one.put("a", List.of("x"));
        Map<String, Object> other = new LinkedHashMap<>(Map.of("a", List.of("x")));
        other.put("b", Map.of("z", "1"));
        assertThat(sorted(one))
                .isEqualTo(sorted(other))
                .isEqualTo("{\"a\":[\"x\"],\"b\":{\"z\":\"1\"}}");
    }

    @Test
    void marks_and_control_characters_are_escaped_and_other_letters_are_not() {
        assertThat(RawJson.text(List.of("a\"b\\c/d\n\t\r\b\f\u0001\u007f", "ü€\uD83D\uDE00")))
                .isEqualTo("[\"a\\\"b\\\\c/d\\n\\t\\r\\b\\f\\u0001\u007f\",\"ü€\uD83D\uDE00\"]");
    }

    @Test
    void half_a_pair_which_utf8_cannot_hold_comes_back_too() {
        Map<String, Object> broken = Map.of("text", "a\uD83Db\uDE00");
        byte[] bytes = RawJson.bytes(broken);
        assertThat(new String(bytes, StandardCharsets.US_ASCII)).contains("\\uD83D", "\\uDE00");
        assertThat(RawJson.object(bytes)).isEqualTo(broken);
    }

    @Test
    void a_large_text_does_not_stay_in_memory() {
        String large = "x".repeat(3_000_000);
        assertThat(RawJson.text(large)).hasSize(3_000_002);
        assertThat(RawJson.text("small")).isEqualTo("\"small\"");
    }

    private static String sorted(Object value) {
        JsonText text = JsonText.begin();
        text.value(value, true);
        return text.toString();
    }

    private static Map<String, Object> object(Random random, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            object.put(text(random), value(random, depth));
        }
        return object;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 5)) {
            case 0 -> text(random);
            case 1 -> new BigDecimal(random.nextLong()).scaleByPowerOfTen(random.nextInt(40) - 20);
            case 2 -> random.nextBoolean();
            case 3 -> object(random, depth - 1);
            default -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> text.append((char) random.nextInt(0x80));
                case 1 -> text.append((char) (0x80 + random.nextInt(0x800)));
                case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0x10000));
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }
}
