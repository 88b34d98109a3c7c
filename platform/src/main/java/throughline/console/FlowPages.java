package throughline.console;

import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.flow.FlowDesk;
import throughline.landscape.Release;

/** The flow map, for whoever keeps the connections running. */
@RestController
public final class FlowPages {

    private static final String HERE = "/flow";

    private final Pages pages = new Pages();
    private final FlowTelling telling = new FlowTelling();
    private final FlowDesk desk;
    private final Supplier<Release> release;

    /**
     * Pages over a desk.
     *
     * @param release the one in force
     */
    public FlowPages(FlowDesk desk, Supplier<Release> release) {
        this.desk = desk;
        this.release = release;
    }

    /** Every system: what came, what went, how long it took, what is stuck. */
    @GetMapping(path = HERE, produces = MediaType.TEXT_HTML_VALUE)
    public String flow(@RequestParam(defaultValue = "") String part) {
        Page page = new Page("Flow", release.get().name(), HERE);
        FlowView view = telling.view(page, desk.told().value());
        return pages.render(part.equals("figures") ? "flowFigures" : "flow", view);
    }
}
