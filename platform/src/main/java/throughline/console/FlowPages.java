package throughline.console;

import java.time.InstantSource;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.insight.Remembered;
import throughline.landscape.Release;

/** The flow map, for whoever keeps the connections running. */
@RestController
public final class FlowPages {

    private static final String HERE = "/flow";

    private final Pages pages = new Pages();
    private final FlowFigures figures;
    private final Remembered<FlowView> remembered;
    private final Supplier<Release> release;
    private final InstantSource clock;

    /** Pages over an installation. */
    public FlowPages(DataSource database, Supplier<Release> release, InstantSource clock) {
        this.figures = new FlowFigures(JdbcClient.create(database));
        this.remembered = new Remembered<>(database);
        this.release = release;
        this.clock = clock;
    }

    /** Every system: what came, what went, how long it took, what is stuck. */
    @GetMapping(path = HERE, produces = MediaType.TEXT_HTML_VALUE)
    public String flow(@RequestParam(defaultValue = "") String part) {
        Release now = release.get();
        Page page = new Page("Flow", now.name(), HERE);
        FlowView view =
                remembered.of(now.id(), () -> figures.view(page, now, clock.instant())).on(page);
        return pages.render(part.equals("figures") ? "flowFigures" : "flow", view);
    }
}
