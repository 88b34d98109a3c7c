package throughline.landscape;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
public final class NearMiss {

    private static final int FURTHEST = 2;

    private NearMiss() {}

    /** The known word that is written almost like this one; empty when none is. */
    public static Optional<String> of(String word, Collection<String> known) {
        String plain = plain(word);
        return known.stream()
                .filter(candidate -> distance(plain, plain(candidate)) <= furthest(plain))
                .min(
                        Comparator.comparingInt((String it) -> distance(plain, plain(it)))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /** A sentence with the word that was probably meant, after a space; empty when none is. */
    public static String hint(String word, Collection<String> known) {
        return of(word, known).map(meant -> " Did you mean " + meant + "?").orElse("");
    }

    private static int furthest(String word) {
        return Math.min(FURTHEST, word.length() / 3);
    }

    private static String plain(String word) {
        return word.replaceAll("[-_ .]", "").toLowerCase(Locale.ROOT);
    }

    /** How many letters must be put in, taken out, replaced or swapped with their neighbour. */
    private static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, one, other, i, j);
            }
        }
        return cost[one.length()][other.length()];
    }

    private static int step(int[][] cost, String one, String other, int i, int j) {
        int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        int best =
                Math.min(cost[i - 1][j - 1] + same, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
                i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
