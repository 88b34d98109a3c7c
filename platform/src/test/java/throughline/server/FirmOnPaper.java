package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.align.ActionKey;
import throughline.align.ActionOutcome;
import throughline.connectors.Endpoints;
import throughline.database.Home;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal;
import throughline.intake.RawMessage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The consulting firm without its vendors: records come by hand, and how writes end is said by
 * hand.
 */
public final class FirmOnPaper implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path LANDSCAPE =
            Path.of(System.getProperty("throughline.root")).resolve("landscapes/consulting");

    /** What notifications are signed with. */
    public static final String WEBHOOK_SECRET =
            "whsec_dHdpbnMtc2VjcmV0LW9mLXRoZS1kZW1vLTMyYnl0ZXM=";

    private static final Map<String, String> SECRETS =
            Map.of(
                    "env:CRM_CLIENT_SECRET", "none",
                    "env:PSA_API_KEY", "none",
                    "env:ERP_PASSWORD", "none",
                    "env:WEBHOOK_SECRET", WEBHOOK_SECRET);

    private final Server server;
    private final HttpClient http = HttpClient.newHttpClient();
    private int versions;

    private FirmOnPaper(Server server) {
        this.server = server;
    }

    /** Starts it in a folder of its own. */
    public static FirmOnPaper in(Path folder) {
        return in(folder, LANDSCAPE, InstantSource.system());
    }

    /** The same at a time that a test sets. */
    public static FirmOnPaper in(Path folder, InstantSource clock) {
        return in(folder, LANDSCAPE, clock);
    }

    /** The same by another wording of its landscape. */
    public static FirmOnPaper in(Path folder, Path landscape, InstantSource clock) {
        // A port on which nobody listens: no write ever gets an answer.
        URI nobody = URI.create("http://127.0.0.1:9");
        Server server =
                Server.start(
                        new Installation.Plan(
                                new Home(folder),
                                Optional.empty(),
                                landscape,
                                new Endpoints(Map.of("crm", nobody, "psa", nobody, "erp", nobody)),
                                SECRETS),
                        0,
                        clock);
        FirmOnPaper firm = new FirmOnPaper(server);
        firm.user("005V", "Victor Hale");
        firm.user("005N", "Noor Haddad");
        firm.user("005A", "Ada Lind");
        return firm;
    }

    public Server server() {
        return server;
    }

    public JdbcClient database() {
        return JdbcClient.create(server.installation().dataSource());
    }

    private void user(String id, String name) {
        take("User", id, "{\"Id\":\"%s\",\"Name\":\"%s\"".formatted(id, name));
    }

    /** A customer; one without a tax identity cannot be sold to. */
    public void customer(String id, String name, String taxId) {
        take(
                "Account",
                id,
                """
                {"Id":"%s","Name":"%s","BillingStreet":"Hafenstr. 12","BillingCity":"Hamburg",
                "BillingPostalCode":"20457","BillingCountryCode":"DE","TaxId__c":%s,
                "Website":"%s.example","Status__c":"Active"
                """
                        .formatted(id, name, taxId.isEmpty() ? "null" : '"' + taxId + '"', id));
    }

    /**
     * A won deal over a calendar fee whose first half was due long ago.
     *
     * @param amount in whole euros; 150,000 and more needs a partner's agreement
     * @param owner who sold it: 005V is Victor Hale, 005A Ada Lind
     */
    public String won(String id, String name, String customer, int amount, String owner) {
        return won(id, name, customer, amount, owner, "europe");
    }

    /** The same in a unit. */
    public String won(
            String id, String name, String customer, int amount, String owner, String unit) {
        take(
                "Opportunity",
                id,
                """
                {"Id":"%1$s","Name":"%2$s","AccountId":"%3$s","OwnerId":"%5$s",
                "StageName":"Closed Won","LeadSource":"Referral","CloseDate":"2026-03-02",
                "SignedDate__c":"2026-03-02","CurrencyIsoCode":"EUR","Amount":%4$d,
                "BusinessUnit__c":"%7$s","ServiceLine__c":"managed-services","IsDeleted":false,
                "Lines__r":{"records":[{"Id":"a1","Name":"Run",
                "ServiceLine__c":"managed-services","PricingModel__c":"Fixed fee - calendar",
                "Amount__c":%4$d,"StartDate__c":"2026-04-01","EndDate__c":"2027-03-31",
                "StandaloneSellingPrice__c":%4$d,"ListPrice__c":%4$d,
                "Estimates__r":{"records":[{"Role__c":"consultant","Hours__c":1,"Rate__c":%4$d}]},
                "Instalments__r":{"records":[{"Date__c":"2026-04-01","Amount__c":%6$d},
                {"Date__c":"2026-10-01","Amount__c":%6$d}]}}]}
                """
                        .formatted(id, name, customer, amount, owner, amount / 2, unit));
        return "crm:Opportunity:" + id;
    }

    /** Takes in a record of the CRM; the closing brace and a newer version are added. */
    public void take(String type, String id, String open) {
        versions++;
        String version = "2026-03-02T08:%02d:%02d.000Z".formatted(versions / 60, versions % 60);
        String body = open.strip() + ",\"SystemModstamp\":\"" + version + "\"}";
        observed("crm", type, id, version, body);
    }

    /** Takes in a record as it stands. */
    public void observed(String system, String type, String id, String version, String body) {
        server.installation()
                .intake()
                .accept(
                        List.of(
                                new RawMessage(
                                        system,
                                        type,
                                        id,
                                        Optional.of(version),
                                        RawMessage.Source.POLL,
                                        "test",
                                        body.getBytes(StandardCharsets.UTF_8))));
        settle();
    }

    /** Waits until nothing is left to decide under the release in force. */
    public void settle() {
        try {
            assertThat(server.installation().awaitDecided(PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until a question is answered with yes. */
    public void eventually(String question, Object... parameters) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        boolean yes = false;
        while (!yes && System.nanoTime() < until) {
            yes = database().sql(question).params(parameters).query(Boolean.class).single();
            if (!yes) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
        assertThat(yes).as(question + " " + List.of(parameters)).isTrue();
    }

    /** The newest write of a kind for an engagement, as its key. */
    public String write(String engagement, String kind) {
        eventually(
                "select exists (select from action where engagement = ? and kind = ?)",
                engagement,
                kind);
        return database()
                .sql(
                        "select key from action where engagement = ? and kind = ?"
                                + " order by ordinal desc limit 1")
                .params(engagement, kind)
                .query(String.class)
                .single();
    }

    /** Says how a write ended, as dispatch would. */
    public void ended(String engagement, String key, ActionOutcome outcome) {
        server.installation()
                .engine()
                .submit(
                        new EngagementId(engagement),
                        new Signal.ActionEnded(
                                new ActionKey(key),
                                outcome,
                                server.installation().clock().instant()));
        settle();
    }

    /** Calls the interface for programs. */
    public Called call(String token, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        if (!body.isEmpty()) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        HttpResponse<String> answer =
                http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Called(
                answer.statusCode(), answer.headers().firstValue("ETag").orElse(""), answer.body());
    }

    /** What the interface answered. */
    public record Called(int status, String tag, String body) {
        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        public String code() {
            return json().path("code").asString("");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        server.close();
    }
}
