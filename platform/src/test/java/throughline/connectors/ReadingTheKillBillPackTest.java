package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.contracts.ContractTest;
import throughline.landscape.build.GoldenCase;
import throughline.releases.ReadResult;
import throughline.releases.Recordings;

/** The files of the Kill Bill pack, held against what a real one answered once. */
class ReadingTheKillBillPackTest {

    private final ReadResult.Released landscape = KillBillPack.landscape();

    @Test
    void a_landscape_with_the_pack_is_a_release_whose_examples_hold() {
        assertThat(landscape.verdicts())
                .filteredOn(each -> each.golden().place().file().equals("tests/killbill.yaml"))
                .hasSize(12)
                .allMatch(GoldenCase.Verdict::passed);
    }

    @Test
    void what_a_real_one_answered_is_understood() {
        assertThat(new ContractTest(landscape.release(), "billing").recorded(landscape.files()))
                .hasSize(4)
                .allSatisfy(each -> assertThat(each.why()).startsWith("the mapping takes it"));
    }

    @Test
    void an_invoice_that_is_there_is_found_by_its_customer_s_key_and_not_written_again()
            throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer recorded =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        recorded.createContext("/", exchange -> answer(exchange, asked));
        recorded.start();
        String url = "http://127.0.0.1:" + recorded.getAddress().getPort();
        try (Connector billing = KillBillPack.opened(landscape.release(), url, "a tenant")) {
            Answer answer = billing.write(invoice(), "k");
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Answer.Confirmed.class,
                            found -> assertThat(found.facts()).containsEntry("date", "2026-11-28"));
            assertThat(asked)
                    .containsExactly(
                            "GET /1.0/kb/accounts?externalKey=crm%3Aaccount%3A1 of a tenant",
                            "GET /1.0/kb/accounts/"
                                    + records("account").getFirst().get("accountId")
                                    + "/invoices?includeVoidedInvoices=true of a tenant");
        } finally {
            recorded.stop(0);
        }
    }

    private static Action invoice() {
        return Samples.action(
                "billing",
                ActionKind.POST_INVOICE,
                "crm:opportunity:1/2026-03#1",
                Map.of("customer", "crm:account:1", "currency", "EUR", "lines", List.of()));
    }

    private List<Map<String, Object>> records(String type) {
        return Recordings.of(landscape.files(), "billing").stream()
                .filter(each -> each.type().equals(type))
                .flatMap(each -> each.records().stream())
                .toList();
    }

    private void answer(HttpExchange exchange, List<String> asked) throws IOException {
        try (exchange) {
            asked.add(
                    exchange.getRequestMethod()
                            + " "
                            + exchange.getRequestURI()
                            + " of "
                            + exchange.getRequestHeaders().getFirst("X-Killbill-ApiKey"));
            Object body =
                    exchange.getRequestURI().getPath().endsWith("/invoices")
                            ? Stream.concat(records("credit").stream(), records("invoice").stream())
                                    .toList()
                            : records("account").getFirst();
            byte[] bytes = Json.write(body);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
