package throughline.api;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Sight;
import throughline.insight.FigureSource;
import throughline.insight.MetricAnswer;
import throughline.insight.MetricDesk;
import throughline.insight.Question;
import throughline.insight.Settings;
import throughline.landscape.Release;
import throughline.proof.Verification;
import throughline.proof.Verifier;

/** Deciding figures again, live, under the releases that decided them. */
@RestController
public final class VerificationRoutes {

    private final DataSource database;
    private final Supplier<Settings> settings;
    private final Supplier<Release> release;
    private final InstantSource clock;

    /** Routes over an installation. */
    public VerificationRoutes(FigureSource source) {
        this.database = source.database();
        this.settings = source.settings();
        this.release = source.release();
        this.clock = source.clock();
    }

    /** A metric's figure. */
    @GetMapping(
            path = "/api/v1/metrics/{name}/verification",
            produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> metric(
            @PathVariable String name, @RequestParam Map<String, String> parameters) {
        Question question = new Asked(parameters).question(name);
        MetricAnswer answer = new MetricDesk(database, settings.get()).answer(question);
        if (!(answer instanceof MetricAnswer.Figures)) {
            throw InsightRoutes.refusal(answer);
        }
        return verifier().metric(question, Verifier.WHILE_WAITING).toMap();
    }

    /** Everything that the books say of an engagement. */
    @GetMapping(
            path = "/api/v1/engagements/{id}/verification",
            produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> engagement(@PathVariable String id) {
        new Sight(JdbcClient.create(database)).require(Sight.current(), id);
        return told(verifier().engagement(id), "engagement", id);
    }

    /** An invoice and whatever else its engagement holds. */
    @GetMapping(path = "/api/v1/invoices/verification", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> invoice(@RequestParam String key) {
        return told(verifier().invoice(key), "invoice", key);
    }

    private static Map<String, @Nullable Object> told(
            Optional<Verification> verified, String what, String name) {
        return verified.orElseThrow(() -> ApiProblem.notFound(what, name)).toMap();
    }

    private Verifier verifier() {
        return new Verifier(database, settings.get(), release.get(), clock);
    }
}
