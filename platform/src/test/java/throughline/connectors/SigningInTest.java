package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens are fetched when they are needed, renewed when they end, and never told to anybody. */
class SigningInTest {

    @TempDir Path home;
    private HttpServer vendor;
    private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
    private volatile String good = "";
    private volatile String refresh = "refresh-0";
    private volatile int lasts = 3600;

    @BeforeEach
    void start() throws IOException {
        vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vendor.createContext("/token", this::token);
        vendor.createContext("/things", this::things);
        vendor.start();
    }

    @AfterEach
    void end() {
        vendor.stop(0);
    }

    @Test
    void one_token_serves_all_calls_until_it_is_refused() {
        try (Connector connector = opened(clientCredentials(), Map.of())) {
            read(connector);
            read(connector);
            assertThat(asked).hasSize(1);
            assertThat(asked.getFirst())
                    .containsEntry("grant_type", "client_credentials")
                    .containsEntry("client_id", "us")
                    .containsEntry("client_secret", "the client's secret");
            good = "withdrawn by the vendor";
            read(connector);
        }
        assertThat(asked).hasSize(2);
    }

    @Test
    void a_token_that_ends_is_renewed_before_it_is_refused() {
        lasts = 0;
        try (Connector connector = opened(clientCredentials(), Map.of())) {
            read(connector);
            read(connector);
        }
        assertThat(asked).hasSize(2);
    }

    @Test
    void a_refresh_token_that_is_exchanged_at_each_use_survives_us() throws IOException {
        Map<String, Object> auth =
                Map.of(
                        "kind", "oauth2",
                        "grant", "refresh-token",
                        "tokenUrl", "/token",
                        "clientId", "us",
                        "refreshToken", "env:REFRESH");
        Map<String, String> secrets = Map.of("env:REFRESH", "refresh-0");
        try (Connector connector = opened(auth, secrets)) {
            read(connector);
        }
        try (Connector again = opened(auth, secrets)) {
            read(again);
        }

        assertThat(asked)
                .extracting(form -> form.get("refresh_token"))
                .containsExactly("refresh-0", "refresh-1");
        Path kept = home.resolve("tokens/things");
        assertThat(Files.readString(kept)).isEqualTo("refresh-2");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_newer_authorization_in_the_file_wins_over_a_kept_token_that_is_refused()
            throws IOException {
        Files.createDirectories(home.resolve("tokens"));
        Files.writeString(home.resolve("tokens/things"), "refresh-withdrawn");
        Map<String, Object> auth =
                Map.of(
                        "kind", "oauth2",
                        "grant", "refresh-token",
                        "tokenUrl", "/token",
                        "clientId", "us",
                        "refreshToken", "env:REFRESH");
        try (Connector connector = opened(auth, Map.of("env:REFRESH", "refresh-0"))) {
            read(connector);
        }
        assertThat(asked).hasSize(2);
    }

    @Test
    void a_signed_statement_proves_who_we_are() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        String pem =
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n";
        Map<String, Object> auth =
                Map.of(
                        "kind", "oauth2",
                        "grant", "jwt-bearer",
                        "tokenUrl", "/token",
                        "issuer", "us",
                        "audience", "https://vendor.example",
                        "privateKey", "file:key.pem");
        try (Connector connector = opened(auth, Map.of("file:key.pem", pem))) {
            read(connector);
        }

        String[] parts = asked.getFirst().getOrDefault("assertion", "").split("\\.");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(pair.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        assertThat(Json.object(Base64.getUrlDecoder().decode(parts[1])).orElseThrow())
                .containsEntry("iss", "us")
                .containsEntry("aud", "https://vendor.example")
                .containsKeys("exp", "iat", "jti");
    }

    @Test
    void a_wrong_secret_is_told_without_telling_it() {
        try (Connector connector =
                opened(clientCredentials(), Map.of("env:SECRET", "not the secret"))) {
            assertThat(connector.probe(Samples.action("things", KIND, "k", Map.of())))
                    .isInstanceOfSatisfying(
                            Probe.CannotTell.class,
                            failure ->
                                    assertThat(failure.sentence())
                                            .contains(
                                                    "there is no token: it answered 400,"
                                                            + " invalid_client")
                                            .doesNotContain("not the secret"));
        }
    }

    @Test
    void further_headers_stand_beside_those_of_a_kind_and_are_told_to_nobody() {
        good = "the client's secret";
        Map<String, Object> auth =
                Map.of(
                        "kind", "bearer",
                        "token", "env:SECRET",
                        "tenantKey", "env:TENANT",
                        "headers", Map.of("X-Tenant", "auth.tenantKey"));
        try (Connector connector = opened(auth, Map.of("env:TENANT", "nobody's tenant"))) {
            assertThat(connector.probe(Samples.action("things", KIND, "k", Map.of())))
                    .isInstanceOfSatisfying(
                            Probe.CannotTell.class,
                            failure ->
                                    assertThat(failure.sentence())
                                            .contains("there is no ***")
                                            .doesNotContain("nobody's tenant"));
        }
        try (Connector connector = opened(auth, Map.of("env:TENANT", "our tenant"))) {
            read(connector);
        }
    }

    private static final throughline.align.ActionKind KIND =
            throughline.align.ActionKind.CREATE_CUSTOMER;

    private static Map<String, Object> clientCredentials() {
        return Map.of(
                "kind", "oauth2",
                "grant", "client-credentials",
                "tokenUrl", "/token",
                "clientId", "us",
                "clientSecret", "env:SECRET");
    }

    private static void read(Connector connector) {
        assertThat(connector.read("thing", Watermark.START).records()).hasSize(1);
    }

    private Connector opened(Map<String, Object> auth, Map<String, String> secrets) {
        Map<String, String> all = new HashMap<>(Map.of("env:SECRET", "the client's secret"));
        all.putAll(secrets);
        URI vendorAt = URI.create("http://127.0.0.1:" + vendor.getAddress().getPort());
        return new Connectors(
                        new Endpoints(Map.of("things", vendorAt)),
                        Secrets.given(all, reference -> Optional.empty()),
                        home)
                .open(Samples.system("things", "http", Things.described(auth)));
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = new HashMap<>();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        for (String pair : body.split("&")) {
            String[] sides = pair.split("=", 2);
            form.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        asked.add(form);
        boolean wrongSecret = "not the secret".equals(form.get("client_secret"));
        boolean wrongToken =
                form.containsKey("refresh_token") && !refresh.equals(form.get("refresh_token"));
        if (wrongSecret || wrongToken) {
            answer(exchange, 400, "{\"error\":\"invalid_client\"}");
            return;
        }
        good = "token-" + asked.size();
        refresh = "refresh-" + asked.size();
        answer(
                exchange,
                200,
                "{\"access_token\":\"%s\",\"expires_in\":%d,\"refresh_token\":\"%s\"}"
                        .formatted(good, lasts, refresh));
    }

    private void things(HttpExchange exchange) throws IOException {
        String tenant = exchange.getRequestHeaders().getFirst("X-Tenant");
        if (tenant != null && !tenant.equals("our tenant")) {
            answer(exchange, 400, "{\"message\":\"there is no %s\"}".formatted(tenant));
            return;
        }
        boolean known =
                ("Bearer " + good).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        answer(exchange, known ? 200 : 401, known ? "{\"things\":[{\"id\":1}]}" : "");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
