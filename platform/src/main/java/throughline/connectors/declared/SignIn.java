package throughline.connectors.declared;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How one proves who one is.
 *
 * @param kind {@code none}, {@code basic}, {@code api-key}, {@code bearer}, {@code session}, {@code
 *     oauth2}
 * @param texts everything that is written under {@code auth}; secrets as references
 * @param headers what stands on every call, by name: of a session out of the answer to its login,
 *     else beside what the kind itself puts there
 * @param login the call that opens a session
 */
record SignIn(
        String kind,
        Map<String, String> texts,
        Map<String, Term> headers,
        Optional<CallPlan> login) {

    static final SignIn NONE = new SignIn("none", Map.of(), Map.of(), Optional.empty());

    SignIn {
        texts = new LinkedHashMap<>(texts);
        headers = new LinkedHashMap<>(headers);
    }

    String text(String name) {
        return texts.getOrDefault(name, "");
    }
}
