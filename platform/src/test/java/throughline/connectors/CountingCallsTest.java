package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a budget pays for is calls, and what vendors say is left of it. */
class CountingCallsTest {

    @Test
    void every_call_counts_and_the_last_word_of_the_vendor_is_kept() throws Exception {
        AtomicReference<String> left = new AtomicReference<>("17");
        HttpServer vendor =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vendor.createContext(
                "/",
                exchange -> {
                    exchange.getResponseHeaders().set("X-MinLimit-Remaining", left.get());
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
                    exchange.close();
                });
        vendor.start();
        URI base = URI.create("http://127.0.0.1:" + vendor.getAddress().getPort());
        try (VendorHttp http =
                new VendorHttp(
                        new VendorHttp.Address(
                                "erp",
                                base,
                                Duration.ofSeconds(5),
                                Optional.of("X-MinLimit-Remaining")),
                        Authorization.fixed("X-Key", "none"),
                        Optional.empty())) {
            Calls.sinceLastAsked();
            http.exchange(Request.get("look", "/", "c"));
            left.set("16");
            http.exchange(Request.get("look", "/", "c"));
            assertThat(Calls.sinceLastAsked()).isEqualTo(new Calls.Made(2, OptionalLong.of(16)));
            assertThat(Calls.sinceLastAsked()).isEqualTo(new Calls.Made(0, OptionalLong.empty()));
            left.set("soon");
            http.exchange(Request.get("look", "/", "c"));
            assertThat(Calls.sinceLastAsked()).isEqualTo(new Calls.Made(1, OptionalLong.empty()));
        } finally {
            vendor.stop(0);
        }
    }
}
