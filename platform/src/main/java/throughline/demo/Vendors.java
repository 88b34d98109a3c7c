package throughline.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulated vendors of a demonstration, as their own users would see them. */
final class Vendors implements AutoCloseable {

    /** How the product signs in to them; they are simulated, so nothing here is secret. */
    static final Map<String, String> SECRETS =
            Map.of(
                    "env:CRM_CLIENT_SECRET", "crm-twin-secret",
                    "env:PSA_API_KEY", "psa-twin-key",
                    "env:ERP_PASSWORD", "erp-twin-secret",
                    "env:WEBHOOK_SECRET", "whsec_dHdpbnMtc2VjcmV0LW9mLXRoZS1kZW1vLTMyYnl0ZXM=");

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final List<String> FAULTS =
            List.of(
                    "{\"operation\":\"POST\",\"kind\":\"timeout-after-commit\","
                            + "\"probability\":0.03,\"millis\":1500}",
                    "{\"operation\":\".*\",\"kind\":\"429\",\"probability\":0.02}",
                    "{\"operation\":\".*\",\"kind\":\"500\",\"probability\":0.01}",
                    "{\"operation\":\"POST\",\"kind\":\"drop-connection\",\"probability\":0.02}",
                    "{\"operation\":\".*\",\"kind\":\"webhook-lose\",\"probability\":0.05}",
                    "{\"operation\":\".*\",\"kind\":\"webhook-duplicate\",\"probability\":0.10}",
                    "{\"operation\":\".*\",\"kind\":\"webhook-late\","
                            + "\"probability\":0.05,\"millis\":3000}",
                    "{\"operation\":\".*\",\"kind\":\"webhook-reorder\",\"probability\":0.05}");

    private final Process process;
    private final Map<String, URI> addresses;
    private final JsonMapper json = JsonMapper.shared();
    private final HttpClient http = HttpClient.newHttpClient();

    private Vendors(Process process, Map<String, URI> addresses) {
        this.process = process;
        this.addresses = addresses;
    }

    /**
     * Waits until a started process answers.
     *
     * @throws IOException when it ends, or does not answer in time
     */
    static Vendors await(Process process, Path readyFile) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(readyFile)) {
            if (!process.isAlive() || System.nanoTime() > until) {
                process.destroy();
                throw new IOException("the simulated vendors do not start");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        JsonNode ready = JsonMapper.shared().readTree(Files.readAllBytes(readyFile));
        Map<String, URI> addresses = new LinkedHashMap<>();
        ready.propertyNames()
                .forEach(name -> addresses.put(name, URI.create(ready.path(name).asString())));
        return new Vendors(process, addresses);
    }

    /** Where each answers. */
    Map<String, URI> addresses() {
        return addresses;
    }

    /** Where their users are played. */
    Map<String, URI> faces() {
        Map<String, URI> faces = new LinkedHashMap<>();
        addresses.forEach((system, address) -> faces.put(system, URI.create(address + "/face")));
        return faces;
    }

    /** Lets all of them misbehave as vendors do. */
    void misbehave() throws IOException, InterruptedException {
        for (URI address : addresses.values()) {
            for (String fault : FAULTS) {
                call(address + "/_faults", "POST", fault, Map.of());
            }
        }
    }

    /** Ends all misbehaviour. */
    void behave() throws IOException, InterruptedException {
        for (URI address : addresses.values()) {
            call(address + "/_faults", "DELETE", "", Map.of());
        }
    }

    /** How often each fault struck, over all vendors. */
    Map<String, Long> faults() throws IOException, InterruptedException {
        Map<String, Long> struck = new java.util.TreeMap<>();
        for (URI address : addresses.values()) {
            JsonNode faults = call(address + "/_stats", "GET", "", Map.of()).path("faults");
            faults.propertyNames()
                    .forEach(kind -> struck.merge(kind, faults.path(kind).asLong(), Long::sum));
        }
        return struck;
    }

    /** Every document of a kind that a company of the ERP holds. */
    List<JsonNode> erp(String company, String path) throws IOException, InterruptedException {
        String basic =
                Base64.getEncoder()
                        .encodeToString(
                                "throughline:erp-twin-secret".getBytes(StandardCharsets.UTF_8));
        return all(
                addresses.get("erp") + "/v2/companies/" + company + "/" + path,
                Map.of("Authorization", "Basic " + basic));
    }

    /** Every record of a kind that the PSA holds. */
    List<JsonNode> psa(String path) throws IOException, InterruptedException {
        return all(addresses.get("psa") + "/api/v1/" + path, Map.of("X-Api-Key", "psa-twin-key"));
    }

    private List<JsonNode> all(String address, Map<String, String> headers)
            throws IOException, InterruptedException {
        List<JsonNode> records = new ArrayList<>();
        String after = "";
        do {
            String page =
                    address
                            + (after.isEmpty()
                                    ? ""
                                    : "?after="
                                            + java.net.URLEncoder.encode(
                                                    after, StandardCharsets.UTF_8));
            JsonNode answer = call(page, "GET", "", headers);
            answer.path("items").forEach(records::add);
            after = answer.path("next").asString("");
        } while (!after.isEmpty());
        return records;
    }

    private JsonNode call(String address, String method, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address))
                        .timeout(Duration.ofSeconds(10))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        byte[] answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()).body();
        return answer.length == 0 ? json.createObjectNode() : json.readTree(answer);
    }

    @Override
    public void close() {
        process.destroy();
        http.close();
    }
}
