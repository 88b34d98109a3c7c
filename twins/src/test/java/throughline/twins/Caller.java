package throughline.twins;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls one twin as a careful or careless client would. */
final class Caller implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private Map<String, String> headers;

    private Caller(String url, Map<String, String> headers) {
        this.url = url;
        this.headers = headers;
    }

    static Caller crm(Twins twins) throws IOException, InterruptedException {
        Caller caller = new Caller(twins.crm().url(), Map.of());
        caller.logIn();
        return caller;
    }

    static Caller psa(Twins twins) {
        return new Caller(twins.psa().url(), Map.of("X-Api-Key", "psa-twin-key"));
    }

    static Caller erp(Twins twins) {
        String credentials =
                Base64.getEncoder()
                        .encodeToString(
                                "throughline:erp-twin-secret".getBytes(StandardCharsets.UTF_8));
        return new Caller(twins.erp().url(), Map.of("Authorization", "Basic " + credentials));
    }

    static Caller strangerTo(String url) {
        return new Caller(url, Map.of());
    }

    /** Fetches a new token of the CRM. */
    void logIn() throws IOException, InterruptedException {
        headers = Map.of("Content-Type", "application/x-www-form-urlencoded");
        Reply token =
                call(
                        "POST",
                        "/services/oauth2/token",
                        "grant_type=client_credentials&client_id=throughline"
                                + "&client_secret=crm-twin-secret");
        headers = Map.of("Authorization", "Bearer " + token.json().path("access_token").asString());
    }

    Reply get(String path) throws IOException, InterruptedException {
        return call("GET", path, "");
    }

    Reply post(String path, String body) throws IOException, InterruptedException {
        return call("POST", path, body);
    }

    Reply call(String method, String path, String body, String... more)
            throws IOException, InterruptedException {
        return reply(
                http.send(request(method, path, body, more), HttpResponse.BodyHandlers.ofString()));
    }

    CompletableFuture<Reply> soon(String method, String path, String body) {
        return http.sendAsync(request(method, path, body), HttpResponse.BodyHandlers.ofString())
                .thenApply(Caller::reply);
    }

    /** All items of a listing of the PSA or the ERP, page after page. */
    List<JsonNode> all(String path, String since, int limit)
            throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        String after = "";
        do {
            String query = "?limit=" + limit + "&modifiedSince=" + since;
            JsonNode page = get(path + query + "&after=" + encoded(after)).json();
            page.path("items").forEach(items::add);
            after = page.path("next").asString("");
        } while (!after.isEmpty());
        return items;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest request(String method, String path, String body, String... more) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (more.length > 0) {
            request.headers(more);
        }
        return request.build();
    }

    private static Reply reply(HttpResponse<String> response) {
        return new Reply(response.statusCode(), response.body(), response);
    }

    @Override
    public void close() {
        http.close();
    }

    /** What came back. */
    record Reply(int status, String body, HttpResponse<String> response) {

        JsonNode json() {
            return JSON.readTree(body);
        }

        String text(String field) {
            return json().path(field).asString("");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
