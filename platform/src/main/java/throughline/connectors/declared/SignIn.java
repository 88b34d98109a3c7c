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
 * @param session how a session is opened
 */
record SignIn(String kind, Map<String, String> texts, Optional<Session> session) {

    static final SignIn NONE = new SignIn("none", Map.of(), Optional.empty());

    SignIn {
        texts = new LinkedHashMap<>(texts);
    }

    /**
     * A session is opened by a call and shown by headers.
     *
     * @param headers by name, out of the answer to the call
     */
    record Session(CallPlan login, Map<String, Term> headers) {
        Session {
            headers = new LinkedHashMap<>(headers);
        }
    }

    String text(String name) {
        return texts.getOrDefault(name, "");
    }
}
