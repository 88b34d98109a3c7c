package throughline.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Visitor;
import throughline.decisions.ChangeRows;
import throughline.decisions.Deciding;
import throughline.desk.ChangeDesk;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engine.Decisions;
import throughline.landscape.Release;

/** The change-order desk: what a change of terms would do in every way in which it could count. */
@RestController
public final class ChangeRoutes {

    private static final String BASE = "/api/v1/engagements/{id}/changes";

    private final Deciding deciding;
    private final DataSource database;
    private final Supplier<Release> release;

    /** Routes to whoever decides. */
    public ChangeRoutes(Deciding deciding, DataSource database, Supplier<Release> release) {
        this.deciding = deciding;
        this.database = database;
        this.release = release;
    }

    /** The change orders of an engagement. */
    @GetMapping(path = BASE, produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> changes(@PathVariable String id) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("engagement", id);
        told.put("orders", ChangeRows.orders(state(id)));
        return told;
    }

    /**
     * One of them by each treatment, with the facts that decide.
     *
     * @param order its number or record
     */
    @GetMapping(path = BASE + "/comparison", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> comparison(
            @PathVariable String id, @RequestParam String order) {
        Engagement state = state(id);
        return new ChangeDesk(
                        release.get(),
                        Decisions.periods(database, release),
                        deciding.clock().instant())
                .compare(state, order)
                .map(found -> ChangeRows.compared(state, found))
                .orElseThrow(() -> ApiProblem.notFound("change order", order));
    }

    private Engagement state(String id) {
        return deciding.desk().state(Visitor.current().acting(), new EngagementId(id));
    }
}
