package throughline.api;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Visitor;
import throughline.contracts.DriftDesk;
import throughline.contracts.DriftView;
import throughline.landscape.Release;

/** What arrives otherwise than contracts declare, and accepting it. */
@RestController
public final class DriftRoutes {

    private static final int MOST_WEEKS = 520;

    private final JdbcClient database;
    private final DriftDesk desk;
    private final Supplier<Release> release;
    private final InstantSource clock;

    /** Routes over an installation. */
    public DriftRoutes(DataSource source, Supplier<Release> release, InstantSource clock) {
        this.database = JdbcClient.create(source);
        this.desk = new DriftDesk(source, release);
        this.release = release;
        this.clock = clock;
    }

    /** By week, what waits for somebody first. */
    @GetMapping(path = "/api/v1/drift", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> drift(@RequestParam(defaultValue = "8") int weeks) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        DriftView view =
                DriftView.of(
                        database,
                        release.get(),
                        today.minusWeeks(Math.clamp(weeks, 1, MOST_WEEKS)),
                        today);
        List<Map<String, @Nullable Object>> findings =
                view.rows().stream().map(DriftRoutes::finding).toList();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("open", view.open().size());
        answer.put("waiting", view.waiting());
        answer.put("contracts", view.contracts());
        answer.put("findings", findings);
        return answer;
    }

    private static Map<String, @Nullable Object> finding(DriftView.Row row) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("week", row.week().week().toString());
        json.put("system", row.week().finding().system());
        json.put("type", row.week().finding().type());
        json.put("path", row.week().finding().path());
        json.put("class", row.week().finding().drift().word());
        json.put("value", row.week().finding().value());
        json.put("sentence", row.sentence());
        json.put("policy", row.week().policy().word());
        json.put("owner", row.owner());
        json.put("records", row.week().records());
        json.put("of", row.week().of());
        json.put("read", row.read());
        json.put("open", row.open());
        json.put("stopped", row.stopped());
        json.put("accepted", row.accepted());
        return json;
    }

    /** Accepts what deviates until another contract is in force; what waits is taken up again. */
    @PostMapping(path = "/api/v1/drift/acceptances", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, Object> accept(@RequestBody Map<String, String> given) {
        long again =
                desk.accept(
                        Visitor.current().acting(),
                        new DriftDesk.Which(
                                given.getOrDefault("system", ""),
                                given.getOrDefault("type", ""),
                                given.getOrDefault("path", ""),
                                given.getOrDefault("class", ""),
                                given.getOrDefault("value", "")),
                        given.getOrDefault("reason", ""),
                        clock.instant());
        return Map.of("requeued", again);
    }
}
