package throughline.hostile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import throughline.server.FirmOnPaper.Called;
import throughline.server.SignedIn;

/**
 * What a form or a call that changes something sends when nothing is wrong with it.
 *
 * @param given fields or members, and headers by their names
 * @param stale what somebody sends in their place who looked before something changed
 * @param raw the body where it is not made of texts; empty otherwise
 * @param counted a question whose answer is one more after it
 */
record Submission(
        String route,
        Who by,
        String path,
        Map<String, String> given,
        Map<String, String> stale,
        String raw,
        String counted) {

    /** Somebody with a session and a token. */
    record Who(SignedIn session, String token, String csrf) {}

    /** Makes one when its turn has come. */
    interface Maker {
        Submission make() throws Exception;
    }

    /** One that is late when what was seen is another. */
    static Submission of(
            String route,
            Who by,
            Map<String, String> variables,
            Map<String, String> given,
            String counted) {
        String path = route.replaceFirst("[A-Z]+ ", "");
        for (Map.Entry<String, String> each : variables.entrySet()) {
            path = path.replace("{" + each.getKey() + "}", HostileTexts.encoded(each.getValue()));
        }
        Map<String, String> stale = new LinkedHashMap<>();
        for (String name : List.of("seen", "If-Match")) {
            if (given.containsKey(name)) {
                stale.put(name, "\"as it was before\"");
                // A key is for one thing; whoever looks again has another.
                stale.put(
                        name.equals("seen") ? "once" : "Idempotency-Key",
                        UUID.randomUUID().toString());
            }
        }
        return new Submission(route, by, path, given, stale, "", counted);
    }

    /** With a key of its own. */
    static Map<String, String> once(boolean api, Map<String, String> given) {
        Map<String, String> once = new LinkedHashMap<>(given);
        once.put(api ? "Idempotency-Key" : "once", UUID.randomUUID().toString());
        return once;
    }

    /** With a key, and with what was looked at. */
    static Map<String, String> seen(boolean api, Map<String, String> given, Called looked) {
        Map<String, String> seen = once(api, given);
        seen.put(api ? "If-Match" : "seen", api ? looked.tag() : looked.tag().replace("\"", ""));
        return seen;
    }

    /** How often somebody did something, as the audit log has it. */
    static String audited(String subject, String what) {
        return "select count(*) from audit where subject = '%s' and what = '%s'"
                .formatted(subject, what);
    }
}
