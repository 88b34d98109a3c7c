package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionKind;

/** Nothing is sent to a system that cannot prove who it is, and it may ask us for the same. */
class TrustingSystemsTest {

    private static final char[] PASSWORD = KeysOnDisk.PASSWORD.toCharArray();

    @TempDir Path folder;
    private KeysOnDisk keys;
    private HttpsServer vendor;
    private final AtomicInteger calls = new AtomicInteger();

    @BeforeEach
    void start() throws IOException, GeneralSecurityException, InterruptedException {
        keys = new KeysOnDisk(folder);
        keys.make("vendor", "CN=localhost", "-ext", "SAN=IP:127.0.0.1");
        keys.make("us", "CN=throughline");
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManagerFactory own =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys.store("vendor"), PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("us", keys.store("us").getCertificate("us"));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        vendor = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vendor.setHttpsConfigurator(
                new HttpsConfigurator(context) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        var asked = context.getDefaultSSLParameters();
                        asked.setNeedClientAuth(true);
                        parameters.setSSLParameters(asked);
                    }
                });
        vendor.createContext(
                "/things",
                exchange -> {
                    calls.incrementAndGet();
                    byte[] body = "{\"things\":[{\"id\":7}]}".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        vendor.start();
    }

    @AfterEach
    void end() {
        vendor.stop(0);
    }

    @Test
    void a_certificate_that_nobody_we_know_signed_gets_nothing() {
        try (Connector connector = opened(Map.of())) {
            assertThat(write(connector))
                    .isInstanceOfSatisfying(
                            Answer.Retryable.class,
                            untrusted -> {
                                assertThat(untrusted.kind())
                                        .isEqualTo(ConnectorException.Kind.UNREACHABLE);
                                assertThat(untrusted.sentence())
                                        .contains("nothing was sent")
                                        .contains("name who signed them under tls");
                            });
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void with_our_own_certificate_and_its_signer_named_calls_go_through() {
        Map<String, String> ours =
                Map.of(
                        "file:vendor.pem", keys.certificate("vendor"),
                        "file:us.pem", keys.certificate("us"),
                        "file:us.key", keys.key("us"));
        try (Connector connector = opened(ours)) {
            assertThat(connector.read("thing", Watermark.START).records())
                    .extracting(Page.Raw::id)
                    .containsExactly("7");
        }
        assertThat(calls).hasValue(1);
    }

    @Test
    void keys_that_are_none_are_told_when_the_system_is_opened() {
        Map<String, String> broken =
                Map.of("file:vendor.pem", "x", "file:us.pem", "y", "file:us.key", "z");
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowableOfType(
                                IllegalArgumentException.class, () -> opened(broken)))
                .hasMessageContaining("what tls refers to is not usable")
                .hasMessageContaining("PKCS #8");
    }

    private static Answer write(Connector connector) {
        return connector.write(
                Samples.action(
                        "things", ActionKind.CREATE_CUSTOMER, "k", Map.of("name", "Nordwind")),
                "k");
    }

    private Connector opened(Map<String, String> files) {
        Map<String, Object> tls =
                files.isEmpty()
                        ? Map.of()
                        : Map.of(
                                "tls",
                                Map.of(
                                        "trust", "file:vendor.pem",
                                        "certificate", "file:us.pem",
                                        "privateKey", "file:us.key"));
        URI there = URI.create("https://127.0.0.1:" + vendor.getAddress().getPort());
        return new Connectors(
                        new Endpoints(Map.of("things", there)),
                        Secrets.given(files, reference -> Optional.empty()),
                        folder)
                .open(Samples.system("things", "http", Things.described(Map.of(), tls)));
    }
}
