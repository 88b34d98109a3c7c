package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Connector;
import throughline.connectors.Connectors;
import throughline.connectors.Endpoints;
import throughline.connectors.Json;
import throughline.connectors.Secrets;
import throughline.connectors.Watermark;
import throughline.correlation.Trace;
import throughline.database.Home;
import throughline.landscape.SystemDeclaration;
import throughline.publish.WebhookSignature;
import throughline.twins.FirmLife;
import throughline.twins.Twins;
import throughline.twins.TwinsOptions;

/**
 * Whoever follows a message by a trace of his own finds it again in everything that leaves us
 * because of it: in the calls to other systems and in the milestones that are told.
 */
class FollowingOneMessageTest {

    private static final String HOOK = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final URI NOBODY = URI.create("http://127.0.0.1:9");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Trace> followed = new LinkedHashMap<>();
    private Twins twins;
    private FirmLife life;
    private Overhearing crm;
    private Overhearing psa;
    private Overhearing erp;
    private Overhearing subscriber;

    @BeforeEach
    void a_firm_whose_deals_come_by_notification_only() throws Exception {
        twins = Twins.start(TwinsOptions.defaults());
        life = new FirmLife(twins, 7);
        life.history(LocalDate.now(ZoneOffset.UTC), 3, 4);
        crm = Overhearing.before(twins.crm().url());
        psa = Overhearing.before(twins.psa().url());
        erp = Overhearing.before(twins.erp().url());
        subscriber = Overhearing.alone();
        Path from = Path.of(System.getProperty("throughline.root"), "landscapes/consulting");
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path to = folder.resolve("landscape").resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(each, to);
                }
            }
        }
        Path system = folder.resolve("landscape/systems/crm.yaml");
        String text = Files.readString(system);
        // What a change order asks for would be followed by another trace, rightly.
        for (String type : List.of("Opportunity", "ChangeOrder__c")) {
            String polled = "  - {kind: poll, type: %s, every: 5s, overlap: 2m}\n".formatted(type);
            assertThat(text).contains(polled);
            text = text.replace(polled, "");
        }
        Files.writeString(system, text);
    }

    @AfterEach
    void end() {
        Stream.of(crm, psa, erp, subscriber).forEach(Overhearing::close);
        twins.close();
        http.close();
    }

    @Test
    void the_trace_of_a_notification_is_on_every_write_and_milestone_that_it_led_to()
            throws Exception {
        try (Server server = Server.start(plan(psa.address()), 0)) {
            subscribe(server);
            notifyOfDeals(server);
            String deal = once(server, ACTIVE);
            String trace = traceOf(deal);

            assertThat(traces(crm.changes("/" + id(deal)))).isNotEmpty().containsOnly(trace);
            assertThat(traces(psa.changes("\"" + deal + "\""))).isNotEmpty().containsOnly(trace);
            assertThat(traces(erp.changes("\"" + deal + "\""))).isNotEmpty().containsOnly(trace);
            assertThat(erp.changes("\"" + deal + "\"").getFirst().header("x-correlation-id"))
                    .startsWith(deal + "/erp/");
            told(deal, trace);
            Map<String, Object> story = story(server, trace);
            assertThat(Json.objects(story, "messages"))
                    .singleElement()
                    .satisfies(
                            message ->
                                    assertThat(message)
                                            .containsEntry("origin", "webhook msg_" + id(deal))
                                            .containsEntry("engagement", deal));
            assertThat(Json.objects(story, "actions"))
                    .extracting(write -> write.get("kind"))
                    .contains("CREATE_PROJECT", "CREATE_CONTRACT", "WRITE_BACK");
            assertThat(Json.objects(story, "milestones")).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    private Map<String, Object> story(Server server, String trace)
            throws IOException, InterruptedException {
        return asked(
                HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/traces/" + trace))
                        .header("Authorization", "Bearer " + SignedIn.token(server, "admin")));
    }

    @Test
    void what_follows_from_another_message_has_its_trace() throws Exception {
        try (Server server = Server.start(plan(psa.address()), 0)) {
            subscribe(server);
            notifyOfDeals(server);
            once(server, ACTIVE);
            for (int day = 0; day < 5; day++) {
                life.quietDay(LocalDate.now(ZoneOffset.UTC));
            }
            String key = once(server, BILLED_FOR_A_MESSAGE);
            String of =
                    database(server)
                            .sql("select replace(trace::text, '-', '') from action where key = ?")
                            .param(key)
                            .query(String.class)
                            .single();
            String invoice = key.substring(key.indexOf("/invoice/") + "/invoice/".length());
            String reference = key.substring(0, key.indexOf("/erp/")) + "/" + invoice;

            assertThat(traces(erp.changes("\"" + reference + "\""))).isNotEmpty().containsOnly(of);
            assertThat(followed.values()).extracting(Trace::toString).doesNotContain(of);
            Overhearing.Heard posted = heard(reference, "invoice.posted");
            assertThat(posted.header("traceparent")).startsWith("00-" + of + "-");
        }
    }

    @Test
    void a_write_that_waited_while_we_were_down_still_has_the_trace_of_its_message()
            throws Exception {
        try (Server server = Server.start(plan(NOBODY), 0)) {
            notifyOfDeals(server);
            once(server, "select key from action where kind = 'CREATE_PROJECT' limit 1");
        }
        try (Server server = Server.start(plan(psa.address()), 0)) {
            String deal = once(server, ACTIVE);

            assertThat(traces(psa.changes("\"" + deal + "\"")))
                    .isNotEmpty()
                    .containsOnly(traceOf(deal));
        }
    }

    private static final String ACTIVE =
            "select engagement from event where type = 'project-activated/v1' limit 1";
    private static final String BILLED_FOR_A_MESSAGE =
            """
            select a.key from action a join message m on m.dedupe = a.trace
            join event e on e.engagement = a.engagement and e.type = 'invoice-posted/v1'
            where a.kind = 'POST_INVOICE' and a.status = 'confirmed' and m.system = 'psa' limit 1
            """;

    private String traceOf(String deal) {
        return String.valueOf(followed.get(id(deal)));
    }

    /** What the CRM calls a deal. */
    private static String id(String deal) {
        return deal.substring(deal.lastIndexOf(':') + 1);
    }

    private void told(String deal, String trace) {
        for (String what : List.of("opportunity.closed", "project.activated")) {
            Overhearing.Heard milestone = heard(deal, what);
            Map<String, Object> event =
                    Json.object(milestone.body().getBytes(StandardCharsets.UTF_8)).orElseThrow();
            assertThat(event.get("traceparent"))
                    .as(what)
                    .isEqualTo(milestone.header("traceparent"))
                    .asString()
                    .startsWith("00-" + trace + "-");
        }
    }

    private Overhearing.Heard heard(String of, String what) {
        return until(
                () ->
                        subscriber.changes("\"" + of + "\"").stream()
                                .filter(each -> each.body().contains(what))
                                .findFirst(),
                what + " of " + of);
    }

    private static List<String> traces(List<Overhearing.Heard> calls) {
        return calls.stream()
                .map(each -> each.header("traceparent").replaceAll("^00-(.*)-.{16}-01$", "$1"))
                .toList();
    }

    /** Every deal that the CRM has won, each followed by a trace of the CRM's own. */
    private void notifyOfDeals(Server server) throws Exception {
        // Whoever completes what was missing is the one who led to what follows: so first the rest.
        once(server, "select type from watermark where system = 'crm' and type = 'Account'");
        once(server, "select type from watermark where system = 'crm' and type = 'User'");
        assertThat(server.installation().engine().awaitQuiet(PATIENCE)).isTrue();
        for (Map<String, Object> deal : deals(server)) {
            String id = Json.text(deal, "Id").orElseThrow();
            Trace trace = new Trace(UUID.randomUUID());
            followed.put(id, trace);
            notify(server, id, deal, trace);
        }
        assertThat(followed).isNotEmpty();
    }

    private void notify(Server server, String id, Map<String, Object> deal, Trace trace)
            throws IOException, InterruptedException {
        byte[] body = Json.write(Map.of("type", "Opportunity", "id", id, "record", deal));
        Instant now = Instant.now();
        String secret = String.valueOf(TheWholeFirmTest.SECRETS.get("env:WEBHOOK_SECRET"));
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/intake/crm"))
                                .header("webhook-id", "msg_" + id)
                                .header("webhook-timestamp", "" + now.getEpochSecond())
                                .header(
                                        "webhook-signature",
                                        WebhookSignature.of(
                                                List.of(secret), "msg_" + id, now, body))
                                .header("traceparent", trace.parent("the CRM's own step"))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    /** As the CRM's own step would send them: whole, as a query brings them. */
    private List<Map<String, Object>> deals(Server server) {
        SystemDeclaration system =
                server.installation().release().systems().stream()
                        .filter(each -> each.name().equals("crm"))
                        .findFirst()
                        .orElseThrow();
        try (Connector reader =
                new Connectors(
                                new Endpoints(Map.of("crm", URI.create(twins.crm().url()))),
                                Secrets.given(TheWholeFirmTest.SECRETS, _ -> Optional.empty()),
                                folder)
                        .open(system)) {
            return reader.read("Opportunity", Watermark.START).records().stream()
                    .map(raw -> Json.object(raw.body()).orElseThrow())
                    .filter(deal -> "Closed Won".equals(deal.get("StageName")))
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> asked(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return Json.object(
                        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()).body())
                .orElseThrow();
    }

    private void subscribe(Server server) throws Exception {
        byte[] body =
                Json.write(
                        Map.of(
                                "url",
                                subscriber.address() + "/hook",
                                "secrets",
                                List.of("env:HOOK"),
                                "from",
                                "start"));
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create(server.url() + "/api/v1/subscriptions/one"))
                                .header(
                                        "Authorization",
                                        "Bearer " + SignedIn.token(server, "admin"))
                                .header("Content-Type", "application/json")
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
    }

    private Installation.Plan plan(URI projects) {
        Map<String, String> secrets = new LinkedHashMap<>(TheWholeFirmTest.SECRETS);
        secrets.put("env:HOOK", HOOK);
        return new Installation.Plan(
                new Home(folder.resolve("home")),
                Optional.empty(),
                folder.resolve("landscape"),
                new Endpoints(Map.of("crm", crm.address(), "psa", projects, "erp", erp.address())),
                secrets);
    }

    private static JdbcClient database(Server server) {
        return JdbcClient.create(server.installation().dataSource());
    }

    private static String once(Server server, String query) {
        return until(() -> database(server).sql(query).query(String.class).optional(), query);
    }

    private static <T> T until(java.util.function.Supplier<Optional<T>> fact, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<T> found = fact.get();
        while (found.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(100_000_000);
            found = fact.get();
        }
        assertThat(found).as(what).isPresent();
        return found.get();
    }
}
