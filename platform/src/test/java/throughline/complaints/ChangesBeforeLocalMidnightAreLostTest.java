package throughline.complaints;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import throughline.connectors.Connector;
import throughline.connectors.Connectors;
import throughline.connectors.Endpoints;
import throughline.connectors.Page;
import throughline.connectors.Secrets;
import throughline.connectors.Watermark;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;

/**
 * Complaint 3: silent loss reported as success, of changes between the last poll and the midnight
 * of the account. The vendor keeps its account's local time and filters by it, to the day or to the
 * second; every five minutes something changes there.
 */
class ChangesBeforeLocalMidnightAreLostTest {

    private static final ZoneId ACCOUNT = ZoneId.of("America/Los_Angeles");
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final List<Instant> changes = new ArrayList<>();
    private HttpServer vendor;
    private Instant now = Instant.EPOCH;

    @BeforeEach
    void a_vendor_answers() throws Exception {
        vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vendor.createContext(
                "/changes",
                exchange -> {
                    String query =
                            URLDecoder.decode(
                                    exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
                    byte[] answer = answer(query.substring("since=".length()));
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        vendor.start();
    }

    @AfterEach
    void end() {
        vendor.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "uuuu-MM-dd, 2026-06-10",
        "uuuu-MM-dd, 2026-03-07",
        "uuuu-MM-dd, 2026-10-31",
        "uuuu-MM-dd HH:mm:ss, 2026-06-10",
        "uuuu-MM-dd HH:mm:ss, 2026-03-07",
        "uuuu-MM-dd HH:mm:ss, 2026-10-31"
    })
    void complaint_3_nothing_that_changes_around_the_accounts_midnight_is_lost(
            String times, LocalDate evening) {
        Instant begin = evening.atTime(21, 0).atZone(ACCOUNT).toInstant();
        for (int i = 0; i < 12 * 8; i++) {
            changes.add(begin.plus(Duration.ofMinutes(5L * i)));
        }
        Set<String> read = new LinkedHashSet<>();
        Watermark place = Watermark.START;
        try (Connector connector = connector(times)) {
            for (int run = 1; run <= 29; run++) {
                now = begin.plus(Duration.ofMinutes(17L * run));
                Page page = connector.read("change", place);
                page.records().forEach(each -> read.add(each.id()));
                place = page.next();
                assertThat(read).as("after " + now.atZone(ACCOUNT)).hasSize(happened());
            }
        }
    }

    private int happened() {
        return (int) changes.stream().filter(each -> !each.isAfter(now)).count();
    }

    private byte[] answer(String since) {
        // To the second, or to the day: what is written like this or later.
        Predicate<LocalDateTime> wanted =
                since.length() > 10
                        ? at -> !at.isBefore(LocalDateTime.parse(since, SECONDS))
                        : at -> !at.toLocalDate().isBefore(LocalDate.parse(since));
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < changes.size(); i++) {
            LocalDateTime local = LocalDateTime.ofInstant(changes.get(i), ACCOUNT);
            if (!changes.get(i).isAfter(now) && wanted.test(local)) {
                list.append(list.isEmpty() ? "" : ",")
                        .append(
                                "{\"id\":\"%d\",\"at\":\"%s\"}"
                                        .formatted(i, SECONDS.format(local)));
            }
        }
        return ("{\"items\":[" + list + "]}").getBytes(StandardCharsets.UTF_8);
    }

    private Connector connector(String times) {
        Map<String, Object> change =
                Map.of(
                        "get", "/changes",
                        "query", Map.of("since", "after"),
                        "items", "answer.items",
                        "id", "item.id",
                        "changed", "item.at");
        Map<String, Object> settings =
                Map.of(
                        "endpoint",
                        "http://127.0.0.1:" + vendor.getAddress().getPort(),
                        "zone",
                        ACCOUNT.getId(),
                        "times",
                        times,
                        "records",
                        Map.of("change", change),
                        "sources",
                        List.of(Map.of("kind", "poll", "type", "change", "overlap", "0s")));
        return new Connectors(
                        new Endpoints(Map.<String, URI>of()),
                        Secrets.given(Map.of(), _ -> Optional.empty()),
                        Path.of("unused"))
                .open(
                        new SystemDeclaration(
                                "erp",
                                Release.Role.ERP,
                                "http",
                                SystemDeclaration.Mode.LIVE,
                                List.of(),
                                List.of(),
                                List.of(),
                                "finance",
                                settings));
    }
}
