package throughline.identity;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A name without what is written differently from system to system: case, accents, punctuation,
 * legal forms at its end, and the article at its beginning.
 *
 * @param words in their order
 */
public record NormalizedName(List<String> words) {

    private static final Map<String, String> LETTERS =
            Map.of("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "þ", "th");

    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern APOSTROPHES = Pattern.compile("['’`´.]");
    private static final Pattern OTHER_SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private static final Set<String> LEGAL_FORMS =
            Set.of(
                    "ag",
                    "gmbh",
                    "ggmbh",
                    "mbh",
                    "kg",
                    "kgaa",
                    "ohg",
                    "ug",
                    "gbr",
                    "se",
                    "ev",
                    "eg",
                    "inc",
                    "incorporated",
                    "corp",
                    "corporation",
                    "co",
                    "company",
                    "llc",
                    "llp",
                    "lp",
                    "ltd",
                    "limited",
                    "plc",
                    "sa",
                    "sas",
                    "sarl",
                    "srl",
                    "spa",
                    "sl",
                    "bv",
                    "nv",
                    "ab",
                    "as",
                    "asa",
                    "oy",
                    "oyj",
                    "aps",
                    "kk",
                    "pty",
                    "pte",
                    "spzoo",
                    "sro",
                    "doo",
                    "kft");

    private static final Set<String> JOINING = Set.of("and", "und", "et", "y", "e");

    public NormalizedName {
        words = List.copyOf(words);
    }

    /** The normalized form of a name as somebody wrote it. */
    public static NormalizedName of(String written) {
        String plain = written.toLowerCase(Locale.ROOT).replace("&", " and ").replace("+", " and ");
        for (Map.Entry<String, String> letter : LETTERS.entrySet()) {
            plain = plain.replace(letter.getKey(), letter.getValue());
        }
        plain = ACCENTS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFKD)).replaceAll("");
        plain = APOSTROPHES.matcher(plain).replaceAll("");
        String spaced = OTHER_SIGNS.matcher(plain).replaceAll(" ").strip();
        List<String> words =
                new ArrayList<>(spaced.isEmpty() ? List.of() : Arrays.asList(spaced.split(" ")));
        if (words.size() > 1 && words.getFirst().equals("the")) {
            words.removeFirst();
        }
        while (words.size() > 1 && isEnding(words.getLast())) {
            words.removeLast();
        }
        return new NormalizedName(words);
    }

    // what joins a legal form to the name goes with it: "Meyer & Co. KG"
    private static boolean isEnding(String word) {
        return LEGAL_FORMS.contains(word) || JOINING.contains(word);
    }

    /**
     * How alike two names are, from 0 to 100: the share of letter pairs that they have in common.
     */
    public int likeness(NormalizedName other) {
        String a = String.join(" ", words);
        String b = String.join(" ", other.words);
        if (a.isEmpty() || b.isEmpty()) {
            return 0;
        }
        if (a.equals(b)) {
            return 100;
        }
        List<String> left = pairs(a);
        List<String> right = pairs(b);
        int all = left.size() + right.size();
        int common = 0;
        for (String pair : left) {
            common += right.remove(pair) ? 1 : 0;
        }
        return all == 0 ? 0 : Math.min(99, 200 * common / all);
    }

    private static List<String> pairs(String text) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < text.length(); i++) {
            pairs.add(text.substring(i, i + 2));
        }
        return pairs;
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
