package throughline.connectors;

import java.net.http.HttpHeaders;
import java.util.Map;

/** What a vendor answered. */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record Reply(int status, HttpHeaders headers, byte[] body) {

    /** The answer's object; empty when it has none, as after a change without content. */
    public Map<String, Object> object() {
        return Json.object(body).orElse(Map.of());
    }
}
