package throughline.api;

import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import throughline.correlation.Trace;
import throughline.insight.TraceStory;

/** Everything that one message led to, by the trace that its sender follows it by. */
@RestController
public final class TraceRoutes {

    private final TraceStory traces;

    /** Routes over a database. */
    public TraceRoutes(DataSource database) {
        this.traces = new TraceStory(database);
    }

    /** What came in, was written and was told under one trace. */
    @GetMapping(path = "/api/v1/traces/{trace}", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> trace(@PathVariable String trace) {
        Trace asked =
                TraceStory.asked(trace)
                        .orElseThrow(
                                () ->
                                        new ApiProblem(
                                                HttpStatus.BAD_REQUEST,
                                                "bad-parameter",
                                                TraceStory.unlike(trace),
                                                Map.of("parameter", "trace")));
        return traces.of(asked).orElseThrow(() -> ApiProblem.notFound("trace", trace));
    }
}
