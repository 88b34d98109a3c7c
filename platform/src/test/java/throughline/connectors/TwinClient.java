package throughline.connectors;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** Looks into a twin behind the connector's back. */
final class TwinClient {

    /**
     * One for all: a twin's server closes connections once some two hundred are idle, also one that
     * somebody is about to write on.
     */
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String base;
    private final String header;
    private final String value;

    TwinClient(String base, String header, String value) {
        this.base = base;
        this.header = header;
        this.value = value;
    }

    Map<String, Object> get(String path) {
        return call(request(path).GET().build());
    }

    Map<String, Object> post(String path, Object body) {
        return call(
                request(path)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))
                        .build());
    }

    Map<String, Object> patch(String path, Object body) {
        return call(
                request(path)
                        .method("PATCH", HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))
                        .build());
    }

    Map<String, Object> delete(String path) {
        return call(request(path).DELETE().build());
    }

    /** What a person does in the vendor's system. */
    Map<String, Object> form(String path, String form) {
        return call(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .header(header, value);
    }

    private Map<String, Object> call(HttpRequest request) {
        try {
            return Json.object(CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray()).body())
                    .orElse(Map.of());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the twin does not answer", e);
        }
    }
}
