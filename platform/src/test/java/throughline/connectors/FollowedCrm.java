package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.database.SharedDatabase;
import throughline.twins.Twins;
import throughline.twins.TwinsOptions;

/** A simulated CRM whose changes are followed, and what was taken in of it. */
@ResourceLock("the table of watermarks")
@ResourceLock(value = SharedDatabase.KEPT, mode = ResourceAccessMode.READ)
abstract class FollowedCrm {

    static final String DATA = "/services/data/v64.0/sobjects/";
    static final Duration PATIENCE = Duration.ofSeconds(30);

    final Map<String, Map<String, Object>> kept = new ConcurrentHashMap<>();
    final AtomicInteger handed = new AtomicInteger();
    final Polling polling = new Polling(SharedDatabase.dataSource(), this::take);
    Twins twins;
    TwinClient person;
    Connector crm;
    boolean dies;

    @BeforeEach
    void open() {
        JdbcClient.create(SharedDatabase.dataSource())
                .sql("truncate throughline.watermark, throughline.scheduled_tasks")
                .update();
        twins = Twins.start(TwinsOptions.defaults());
        person = signedIn();
        crm = opened();
        hear();
    }

    @AfterEach
    void close() throws Exception {
        crm.close();
        twins.close();
    }

    Connector opened() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("auth", Map.of("clientId", "throughline", "clientSecret", "given:crm"));
        settings.put("sources", Samples.polls("Opportunity", "Account"));
        settings.put("changeEvents", Map.of("every", "1s", "overlap", "1m"));
        settings.put("batchSize", 200);
        settings.put("children", Map.of("Opportunity", List.of("Lines__r.Milestones__r")));
        return new Connectors(
                        new Endpoints(Map.of("crm", URI.create(twins.crm().url()))),
                        Secrets.given(
                                Map.of("given:crm", "crm-twin-secret"), _ -> Optional.empty()),
                        Path.of("unused"))
                .open(Samples.system("crm", "salesforce-rest", settings));
    }

    TwinClient signedIn() {
        String form =
                "grant_type=client_credentials&client_id=throughline&client_secret=crm-twin-secret";
        String token =
                Json.text(
                                new TwinClient(twins.crm().url(), "X-Nobody", "x")
                                        .form("/services/oauth2/token", form),
                                "access_token")
                        .orElseThrow();
        return new TwinClient(twins.crm().url(), "Authorization", "Bearer " + token);
    }

    void take(String system, String origin, List<Page.Raw> records) {
        if (dies) {
            throw new IllegalStateException("the process is gone");
        }
        for (Page.Raw each : records) {
            handed.incrementAndGet();
            Map<String, Object> whole =
                    new HashMap<>(each.over() ? kept.getOrDefault(each.id(), Map.of()) : Map.of());
            whole.putAll(Json.object(each.body()).orElseThrow());
            whole.put("", new String(each.body(), StandardCharsets.UTF_8));
            kept.put(each.id(), whole);
        }
    }

    void hear() {
        poll("changeEvents");
    }

    int poll(String type) {
        return polling.run(new Polling.Poll("crm", crm, type, Duration.ofSeconds(1)));
    }

    void until(BooleanSupplier fact) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        hear();
        while (!fact.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time, of %s", kept).isLessThan(end);
            LockSupport.parkNanos(100_000_000);
            hear();
        }
    }

    String watermark() {
        return JdbcClient.create(SharedDatabase.dataSource())
                .sql("select watermark from throughline.watermark where type = 'changeEvents'")
                .query((row, number) -> String.valueOf(row.getString(1)))
                .single();
    }

    String account(String name) {
        return made("Account", Map.of("Name", name));
    }

    String deal() {
        return made("Opportunity", fields("Deal"));
    }

    static Map<String, Object> fields(String name) {
        return Map.of("Name", name, "StageName", "Proposal", "CloseDate", "2026-03-31");
    }

    String made(String object, Map<String, Object> fields) {
        return Json.text(person.post(DATA + object, fields), "id").orElseThrow();
    }

    void rename(String account, String name) {
        person.patch(DATA + "Account/" + account, Map.of("Name", name));
    }

    String name(String id) {
        return Json.text(kept.getOrDefault(id, Map.of()), "Name").orElse("");
    }

    String text(String id) {
        return String.valueOf(kept.getOrDefault(id, Map.of()).get(""))
                + new String(Json.write(kept.getOrDefault(id, Map.of())), StandardCharsets.UTF_8);
    }
}
