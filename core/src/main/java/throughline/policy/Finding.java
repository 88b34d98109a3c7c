package throughline.policy;

import java.util.Map;
import java.util.TreeMap;

/**
 * Something that speaks against a deal, before the policy says what becomes of it.
 *
 * @param essential whether the terms lack a value because of it, so that waiving would not help
 */
record Finding(String code, String sentence, Map<String, String> evidence, boolean essential) {

    Finding {
        evidence = Map.copyOf(evidence);
    }

    /** A finding that somebody may overlook. */
    static Finding of(String code, String sentence, Map<String, String> evidence) {
        return new Finding(code, sentence, evidence, false);
    }

    /** A finding without whose cure there can be no terms. */
    static Finding essential(String code, String sentence, Map<String, String> evidence) {
        return new Finding(code, sentence, evidence, true);
    }

    /** Two findings of one code as one, whose evidence keeps both. */
    Finding and(Finding other) {
        Map<String, String> both = new TreeMap<>(evidence);
        other.evidence.forEach(
                (name, text) -> both.merge(name, text, (a, b) -> a.equals(b) ? a : a + "; " + b));
        String sentences =
                sentence.contains(other.sentence) ? sentence : sentence + " " + other.sentence;
        return new Finding(code, sentences, both, essential || other.essential);
    }
}
