package throughline.proof;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.insight.Recount;
import throughline.wording.Kebab;

/**
 * What deciding a figure's history once more came to.
 *
 * @param sentence for people
 * @param parts of a figure, as the books hold them and as they came out anew
 * @param differences rows of the books that came out otherwise; a few of them at most
 * @param different how many rows did
 * @param engagements how many engagements were decided again
 * @param releases under which they were decided, by the first characters of their hashes
 */
public record Verification(
        Verdict verdict,
        String sentence,
        List<Recount.Compared> parts,
        List<Difference> differences,
        long different,
        long engagements,
        List<String> releases) {

    public Verification {
        parts = List.copyOf(parts);
        differences = List.copyOf(differences);
        releases = List.copyOf(releases);
    }

    /** What is said of it in the end. */
    public enum Verdict {
        /** It came out the same to the last digit. */
        EQUAL,
        /** Something came out otherwise. */
        DIFFERS,
        /** It rests on what cannot be decided again. */
        NOT_CHECKABLE
    }

    /**
     * Where it came out otherwise.
     *
     * @param kind the happening, or the kind of hours
     * @param currency empty for hours
     */
    public record Difference(
            String engagement,
            String kind,
            String line,
            LocalDate day,
            String document,
            String currency,
            BigDecimal kept,
            BigDecimal anew) {

        /** For people. */
        public String told() {
            String unit = currency.isEmpty() ? "hours" : currency;
            return "%s: %s of line %s on %s%s is %s %s in the books and %s %s anew"
                    .formatted(
                            engagement,
                            kind,
                            line.isEmpty() ? "-" : line,
                            day,
                            document.isEmpty() ? "" : " (" + document + ")",
                            unit,
                            kept.toPlainString(),
                            unit,
                            anew.toPlainString());
        }
    }

    /** The same as an object of texts and lists, for printing as JSON. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("verdict", Kebab.of(verdict));
        map.put("sentence", sentence);
        map.put("engagements", engagements);
        map.put("releases", releases);
        map.put("different", different);
        map.put(
                "parts",
                parts.stream()
                        .map(
                                each ->
                                        Map.of(
                                                "part", each.part(),
                                                "currency", each.currency(),
                                                "kept", each.kept().toPlainString(),
                                                "anew", each.anew().toPlainString()))
                        .toList());
        map.put(
                "differences",
                differences.stream()
                        .map(
                                each ->
                                        Map.of(
                                                "engagement", each.engagement(),
                                                "kind", each.kind(),
                                                "line", each.line(),
                                                "day", each.day().toString(),
                                                "document", each.document(),
                                                "currency", each.currency(),
                                                "kept", each.kept().toPlainString(),
                                                "anew", each.anew().toPlainString()))
                        .toList());
        return map;
    }
}
