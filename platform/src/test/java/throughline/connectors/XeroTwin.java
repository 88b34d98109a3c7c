package throughline.connectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small Xero: it keeps contacts and documents, knows a repeated Idempotency-Key, numbers what is
 * authorised and refuses a contact's name that is taken. Everything that is asked of it and
 * everything that it answers is held against Xero's own OpenAPI.
 */
final class XeroTwin implements AutoCloseable {

    private static final String BASE = "/api.xro/2.0";
    private static final Pattern WHERE = Pattern.compile("(\\w+)==\"([^\"]*)\"");
    private static final Map<String, String> IDS =
            Map.of(
                    "Contacts", "ContactID",
                    "Invoices", "InvoiceID",
                    "CreditNotes", "CreditNoteID",
                    "ManualJournals", "ManualJournalID");

    private final Map<String, List<Map<String, Object>>> kept = new ConcurrentHashMap<>();
    private final Map<String, byte[]> byKey = new ConcurrentHashMap<>();
    private final HttpServer server;

    /** Xero's own contract, against which all of it is held. */
    final VendorContract contract =
            new VendorContract(VendorContract.real("xero/xero_accounting.yaml"), BASE);

    XeroTwin() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/token",
                exchange -> {
                    boolean known =
                            OURS.equals(exchange.getRequestHeaders().getFirst("Authorization"));
                    exchange.getRequestBody().readAllBytes();
                    answer(exchange, known ? 200 : 401, known ? TOKEN : STRANGER);
                });
        server.createContext(BASE, this::serve);
        server.start();
    }

    /** The id and the secret that it knows, as a header has them. */
    private static final String OURS =
            "Basic "
                    + Base64.getEncoder()
                            .encodeToString("us:xero-secret".getBytes(StandardCharsets.UTF_8));

    private static final byte[] STRANGER =
            "{\"error\":\"invalid_client\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TOKEN =
            "{\"access_token\":\"a token\",\"expires_in\":1800,\"token_type\":\"Bearer\"}"
                    .getBytes(StandardCharsets.UTF_8);

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Map<String, Object>> all(String collection) {
        return kept.getOrDefault(collection, List.of());
    }

    /** Has something else answer below another path. */
    void also(String base, HttpHandler handler) {
        server.createContext(base, handler);
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        String collection = path.substring(BASE.length() + 1);
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        int status = 200;
        byte[] answer = key == null ? null : byKey.get(key);
        if (answer == null) {
            try {
                answer =
                        exchange.getRequestMethod().equals("GET")
                                ? listed(collection, VendorContract.parameters(exchange))
                                : made(collection, body);
                if (key != null) {
                    byKey.put(key, answer);
                }
            } catch (IllegalStateException refused) {
                status = 400;
                answer = refusal(String.valueOf(refused.getMessage()));
            }
        }
        contract.hold(exchange, body, status, answer);
        answer(exchange, status, answer);
    }

    private byte[] listed(String collection, Map<String, String> parameters) {
        Matcher where = WHERE.matcher(parameters.getOrDefault("where", ""));
        boolean filtered = where.find();
        int page = Integer.parseInt(parameters.getOrDefault("page", "1"));
        int size = Integer.parseInt(parameters.getOrDefault("pageSize", "100"));
        List<Map<String, Object>> found =
                all(collection).stream()
                        .filter(
                                each ->
                                        !filtered
                                                || where.group(2).equals(each.get(where.group(1))))
                        .skip((long) (page - 1) * size)
                        .limit(size)
                        .toList();
        return Json.write(Map.of(collection, found));
    }

    synchronized byte[] made(String collection, byte[] body) {
        List<Map<String, Object>> made = new ArrayList<>();
        for (Map<String, Object> each : Json.objects(Json.object(body).orElseThrow(), collection)) {
            Map<String, Object> record = new LinkedHashMap<>(each);
            if (collection.equals("Contacts")
                    && all(collection).stream()
                            .anyMatch(
                                    other -> Objects.equals(other.get("Name"), each.get("Name")))) {
                throw new IllegalStateException(
                        "The contact name "
                                + each.get("Name")
                                + " is already assigned to another"
                                + " contact. The contact name must be unique across all active"
                                + " contacts.");
            }
            record.put(IDS.getOrDefault(collection, "ID"), UUID.randomUUID().toString());
            record.put("UpdatedDateUTC", "/Date(" + Instant.now().toEpochMilli() + "+0000)/");
            document(collection, record);
            kept.computeIfAbsent(collection, name -> new CopyOnWriteArrayList<>()).add(record);
            made.add(record);
        }
        return Json.write(Map.of(collection, made));
    }

    private void document(String collection, Map<String, Object> record) {
        if (!collection.equals("Invoices") && !collection.equals("CreditNotes")) {
            return;
        }
        BigDecimal net =
                Json.objects(record, "LineItems").stream()
                        .map(line -> Json.text(line, "UnitAmount"))
                        .flatMap(Optional::stream)
                        .map(BigDecimal::new)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        record.put("SubTotal", net);
        record.put("TotalTax", net.multiply(new BigDecimal("0.20")).setScale(2));
        record.put("Total", net.multiply(new BigDecimal("1.20")).setScale(2));
        String number = "%04d".formatted(all(collection).size() + 1);
        if (collection.equals("Invoices")) {
            record.put("InvoiceNumber", "INV-" + number);
        } else {
            record.put("CreditNoteNumber", "CN-" + number);
        }
    }

    private static byte[] refusal(String sentence) {
        return Json.write(
                Map.of(
                        "ErrorNumber",
                        10,
                        "Type",
                        "ValidationException",
                        "Message",
                        "A validation exception occurred",
                        "Elements",
                        List.of(Map.of("ValidationErrors", List.of(Map.of("Message", sentence))))));
    }

    static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
