package throughline.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import throughline.observed.CanonicalRecord.Customer;

/**
 * Compares customers: by tax id, then by domain, then by normalized name with address.
 *
 * @param upper at this score and above they are the same
 * @param lower below this score they are different
 */
public record Matching(int upper, int lower) {

    /** Thresholds that leave little to stewards and nothing doubtful to chance. */
    public static final Matching USUAL = new Matching(90, 70);

    private static final Pattern NOT_IN_IDS = Pattern.compile("[^A-Z0-9]");
    private static final int SAME_PLACE = 5;
    private static final int OTHER_PLACE = -10;
    private static final int OTHER_COUNTRY = -40;

    public Matching {
        if (lower > upper) {
            throw new IllegalArgumentException("lower must not be above upper");
        }
    }

    /** How two customers compare; the order does not matter. */
    public Match compare(Customer a, Customer b) {
        Optional<String> taxA = a.taxId().map(Matching::id).filter(id -> !id.isEmpty());
        Optional<String> taxB = b.taxId().map(Matching::id).filter(id -> !id.isEmpty());
        if (taxA.isPresent() && taxB.isPresent()) {
            return taxA.equals(taxB)
                    ? new Match(Match.Verdict.SAME, 100, "the same tax id " + taxA.get())
                    : new Match(
                            Match.Verdict.DIFFERENT,
                            0,
                            "different tax ids "
                                    + first(taxA.get(), taxB.get())
                                    + " and "
                                    + last(taxA.get(), taxB.get()));
        }
        Optional<String> domain = a.domain().map(Matching::domain);
        if (domain.isPresent() && domain.equals(b.domain().map(Matching::domain))) {
            return new Match(Match.Verdict.SAME, 100, "the same domain " + domain.get());
        }
        return byName(a, b);
    }

    private Match byName(Customer a, Customer b) {
        int names = NormalizedName.of(a.name()).likeness(NormalizedName.of(b.name()));
        int place = place(a, b);
        int score = Math.clamp(names + place, 0, 100);
        Match.Verdict verdict =
                score >= upper
                        ? Match.Verdict.SAME
                        : score >= lower ? Match.Verdict.PERHAPS : Match.Verdict.DIFFERENT;
        return new Match(
                verdict, score, "names alike to %d, places count %+d".formatted(names, place));
    }

    private static int place(Customer a, Customer b) {
        if (differ(a.country(), b.country())) {
            return OTHER_COUNTRY;
        }
        boolean known = a.postalCode().isPresent() && b.postalCode().isPresent();
        return !known ? 0 : differ(a.postalCode(), b.postalCode()) ? OTHER_PLACE : SAME_PLACE;
    }

    private static boolean differ(Optional<String> a, Optional<String> b) {
        return a.isPresent() && b.isPresent() && !id(a.get()).equals(id(b.get()));
    }

    private static String id(String written) {
        return NOT_IN_IDS.matcher(written.toUpperCase(Locale.ROOT)).replaceAll("");
    }

    private static String domain(String written) {
        String plain = written.toLowerCase(Locale.ROOT).strip();
        String host = plain.replaceFirst("^[a-z]+://", "").replaceFirst("^www\\.", "");
        int slash = host.indexOf('/');
        return slash < 0 ? host : host.substring(0, slash);
    }

    private static String first(String a, String b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static String last(String a, String b) {
        return a.compareTo(b) <= 0 ? b : a;
    }
}
