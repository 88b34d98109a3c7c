package throughline.landscape.build;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import throughline.landscape.Rounding;

/**
 * What settings of gates may say. A value that nobody could read would count as left out, and the
 * policy that somebody wrote down would silently not hold.
 */
final class SettingValues {

    private static final Pattern PERCENT = Pattern.compile("\\d{1,3}(\\.\\d{1,6})?");
    private static final Pattern DAYS = Pattern.compile("\\d{1,5}");
    private static final int MOST_DAYS = 36_525;
    private static final Pattern WHOLE = Pattern.compile("\\d{1,2}");
    private static final Pattern CATEGORY =
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._/&-]{0,63}");
    private static final int MOST_DECIMALS = 12;

    private static final Map<String, Expected> EXPECTED = expected();

    private SettingValues() {}

    /**
     * What a setting can be.
     *
     * @param words how a sentence says it
     */
    private record Expected(String words, Predicate<String> fits) {}

    private static Map<String, Expected> expected() {
        Map<String, Expected> all = new LinkedHashMap<>();
        all.put(Rounding.SETTING, word("half-up", Rounding.HALF_EVEN));
        all.put("stated", word("wins", "must-match"));
        all.put("time-and-materials-amount", word("estimate", "committed", "cap"));
        all.put("headline", word("must-match", "ignored"));
        all.put("free-lines", word("refused", "allowed"));
        all.put("standalone-price", word("required", "list-price", "price"));
        all.put("deal-approval", word("ignored", "counts"));
        all.put("grace-days", days());
        all.put("default-term-days", days());
        all.put("default-term-months", days());
        all.put("tolerance-percent", percent());
        all.put("allocation-tolerance-percent", percent());
        all.put("cap-above", word("hold", "absorb"));
        all.put("cap-warn-percent", percent());
        all.put("purchase-order-warn-percent", percent());
        all.put("billed-time-changed", word("exception", "credit"));
        all.put("credited-units", word("ask", "bill-again"));
        all.put("owed-back", word("exception", "credit"));
        all.put("shortfall", word("spread", "next", "final"));
        all.put("excess", word("reduce", "credit"));
        all.put("changed-deal", word("exception", "amendment"));
        all.put("loss-provision", word("none", "by-line", "by-contract"));
        all.put(
                "progress-decimals",
                new Expected(
                        "a whole number of decimals of a percent, from 0 to " + MOST_DECIMALS,
                        text ->
                                WHOLE.matcher(text).matches()
                                        && Integer.parseInt(text) <= MOST_DECIMALS));
        all.put(
                "uninstalled-materials",
                new Expected(
                        "expense categories with commas between them, each once, such as"
                                + " \"hardware, cabling\"",
                        SettingValues::areCategories));
        return all;
    }

    private static Expected word(String... words) {
        List<String> known = List.of(words);
        return new Expected(
                known.size() == 2
                        ? known.getFirst() + " or " + known.getLast()
                        : "one of " + String.join(", ", known),
                known::contains);
    }

    private static Expected days() {
        return new Expected(
                "a whole number from 0 to " + MOST_DAYS,
                text -> DAYS.matcher(text).matches() && Integer.parseInt(text) <= MOST_DAYS);
    }

    private static Expected percent() {
        return new Expected(
                "a percentage such as 80 or 92.5", text -> PERCENT.matcher(text).matches());
    }

    private static boolean areCategories(String text) {
        List<String> words = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        Set<String> different = new HashSet<>(words);
        return different.size() == words.size()
                && words.stream().allMatch(word -> CATEGORY.matcher(word).matches());
    }

    /** Notes every setting of a gate that cannot be what it says, at its own place. */
    static void check(String gate, Reading settings) {
        for (String name : settings.keys()) {
            Optional<String> text = settings.optional(name).map(String::strip);
            Expected expected = EXPECTED.get(name);
            if (expected != null && text.isPresent() && !expected.fits().test(text.get())) {
                settings.defect(
                        name,
                        "bad-value",
                        "The gate %s cannot read %s \"%s\". Write %s."
                                .formatted(gate, name, text.get(), expected.words()));
            }
        }
    }
}
