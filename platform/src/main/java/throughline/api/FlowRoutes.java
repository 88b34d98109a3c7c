package throughline.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.flow.Flow;
import throughline.flow.FlowDesk;
import throughline.insight.Remembered;
import throughline.wording.Kebab;

/** How messages flow between systems: what the page for whoever keeps them running shows. */
@RestController
public final class FlowRoutes {

    private final FlowDesk desk;

    /** Routes to a desk. */
    public FlowRoutes(FlowDesk desk) {
        this.desk = desk;
    }

    /** Health, percentiles of latency and retries by system, latency by hour, and what waits. */
    @GetMapping(path = "/api/v1/flow", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<Map<String, Object>> flow() {
        Remembered.Told<Flow> flow = desk.told();
        return InsightRoutes.aged(new Remembered.Told<>(told(flow.value()), flow.age()));
    }

    private static Map<String, Object> told(Flow flow) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("since", flow.since().toString());
        told.put("known", flow.known().toString());
        told.put("systems", flow.systems().stream().map(FlowRoutes::system).toList());
        told.put("hours", flow.hours().stream().map(FlowRoutes::hour).toList());
        told.put("backlogs", flow.backlogs().stream().map(FlowRoutes::backlog).toList());
        return told;
    }

    private static Map<String, @Nullable Object> system(Flow.OfSystem system) {
        Flow.Written written = system.written();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("system", system.name());
        row.put("role", Kebab.of(system.role()));
        row.put("health", Kebab.of(system.health()));
        row.put("incidents", system.incidents().stream().map(FlowRoutes::incident).toList());
        row.put("received", system.received().messages());
        row.put("last-received", system.received().last().map(Instant::toString).orElse(null));
        row.put("written", written.confirmed());
        row.put("half-within-millis", written.halfMillis().orElse(null));
        row.put("most-within-millis", written.mostMillis().orElse(null));
        row.put("retries", written.retries());
        row.put("under-way", written.underWay());
        row.put("refused-or-unclear", written.refused());
        return row;
    }

    private static Map<String, Object> incident(Flow.Incident incident) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("code", incident.code());
        row.put("sentence", incident.sentence());
        row.put("since", incident.since().toString());
        return row;
    }

    private static Map<String, Object> hour(Flow.OfHour hour) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("system", hour.system());
        row.put("hour", hour.hour().toString());
        row.put("written", hour.confirmed());
        row.put("most-within-millis", hour.mostMillis());
        return row;
    }

    private static Map<String, @Nullable Object> backlog(Flow.Backlog backlog) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("waits", Kebab.of(backlog.waits()));
        row.put("count", backlog.count());
        row.put("oldest", backlog.oldest().map(Instant::toString).orElse(null));
        return row;
    }
}
