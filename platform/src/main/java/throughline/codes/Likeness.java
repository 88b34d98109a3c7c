package throughline.codes;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import throughline.wording.Counted;

/** Which known code one is most like. */
final class Likeness {

    private static final int SHARE = 3;

    private Likeness() {}

    /** A known code, what it means, and in what it is like the one that is not known. */
    record Found(String code, String meaning, String because) {}

    /**
     * The most like one.
     *
     * @param known meanings by code
     */
    static Optional<Found> of(String code, Map<String, String> known) {
        String bare = bare(code);
        for (Map.Entry<String, String> each : known.entrySet()) {
            if (!bare.isEmpty() && bare(each.getKey()).equals(bare)) {
                return Optional.of(
                        new Found(
                                each.getKey(),
                                each.getValue(),
                                "\"%s\" is written the same but for case and signs"
                                        .formatted(each.getKey())));
            }
        }
        Optional<Found> nearest = Optional.empty();
        int least = Integer.MAX_VALUE;
        for (Map.Entry<String, String> each : known.entrySet()) {
            String other = bare(each.getKey());
            int distance = distance(bare, other);
            if (distance < least && distance * SHARE <= Math.max(bare.length(), other.length())) {
                least = distance;
                nearest =
                        Optional.of(
                                new Found(
                                        each.getKey(),
                                        each.getValue(),
                                        "\"%s\" differs in %d of %s"
                                                .formatted(
                                                        each.getKey(),
                                                        distance,
                                                        Counted.of(
                                                                Math.max(
                                                                        bare.length(),
                                                                        other.length()),
                                                                "letter"))));
            }
        }
        return nearest;
    }

    /** Letters and digits alone, without case and accents. */
    private static String bare(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("[^\\p{L}\\p{N}]", "")
                .toLowerCase(Locale.ROOT);
    }

    /** How many letters must be changed, put in or taken out. */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[other.length() + 1];
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                now[j] = Math.min(before[j - 1] + changed, Math.min(before[j] + 1, now[j - 1] + 1));
            }
            before = now;
        }
        return before[other.length()];
    }
}
