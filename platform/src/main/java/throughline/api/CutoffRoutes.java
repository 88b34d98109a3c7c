package throughline.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.exposure.Cutoff;
import throughline.exposure.Exposure;
import throughline.exposure.ExposureDesk;
import throughline.landscape.Release;
import throughline.money.Money;

/** What will miss the next billing cutoffs, and how good that forecast is. */
@RestController
public final class CutoffRoutes {

    private final ExposureDesk desk;
    private final Supplier<Release> release;
    private final InstantSource clock;

    /** Routes over an installation. */
    public CutoffRoutes(DataSource database, Supplier<Release> release, InstantSource clock) {
        this.desk = new ExposureDesk(database);
        this.release = release;
        this.clock = clock;
    }

    /** As the last look saw it. */
    @GetMapping(path = "/api/v1/cutoffs", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> cutoffs() {
        Instant now = clock.instant();
        Exposure seen = desk.last(release.get(), now);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("looked-at", seen.lookedAt().map(Instant::toString).orElse(null));
        answer.put("cutoffs", seen.cutoffs().stream().map(CutoffRoutes::cutoff).toList());
        answer.put("exposures", seen.causes().stream().map(CutoffRoutes::cause).toList());
        answer.put(
                "mean-error",
                seen.meanError().map(java.math.BigDecimal::toPlainString).orElse(null));
        answer.put("forecasts", seen.said().stream().map(CutoffRoutes::said).toList());
        return answer;
    }

    private static Map<String, Object> cutoff(Cutoff cutoff) {
        return Map.of(
                "entity", cutoff.entity(),
                "period", cutoff.period().id(),
                "billed-from", cutoff.billedFrom().toString(),
                "deadline", cutoff.deadline().toString());
    }

    private static Map<String, Object> cause(Exposure.Cause cause) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("entity", cause.entity());
        json.put("stage", cause.stage().words());
        json.put("cause", cause.code());
        json.put("engagements", cause.engagements());
        json.put("currency", cause.amount().currency().getCode());
        json.put("amount", text(cause.amount()));
        json.put("missing", text(cause.missing()));
        json.put("oldest", cause.oldest().toString());
        json.put("basis", cause.basis());
        return json;
    }

    private static Map<String, Object> said(Exposure.Said said) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("entity", said.entity());
        json.put("period", said.period());
        json.put("day", said.day().toString());
        json.put("currency", said.exposed().currency().getCode());
        json.put("exposed", text(said.exposed()));
        json.put("missing", text(said.missing()));
        json.put("missed", text(said.missed()));
        return json;
    }

    private static String text(Money money) {
        return money.decimal().toPlainString();
    }
}
