package throughline.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        answer.put(
                "cutoffs",
                seen.cutoffs().stream().map(each -> cutoff(each, seen.causes())).toList());
        answer.put("exposures", seen.causes().stream().map(CutoffRoutes::cause).toList());
        answer.put(
                "mean-error",
                seen.meanError().map(java.math.BigDecimal::toPlainString).orElse(null));
        answer.put("forecasts", seen.said().stream().map(CutoffRoutes::said).toList());
        return answer;
    }

    private static Map<String, Object> cutoff(Cutoff cutoff, List<Exposure.Cause> causes) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("entity", cutoff.entity());
        json.put("period", cutoff.period().id());
        json.put("billed-from", cutoff.billedFrom().toString());
        json.put("deadline", cutoff.deadline().toString());
        json.put("amounts", amounts(cutoff.entity(), causes));
        return json;
    }

    /** What is on its way to a cutoff and what of it is expected to miss, by currency. */
    private static List<Map<String, Object>> amounts(String entity, List<Exposure.Cause> causes) {
        Map<String, Money> exposed = new TreeMap<>();
        Map<String, Money> missing = new TreeMap<>();
        for (Exposure.Cause each : causes) {
            if (each.entity().equals(entity)) {
                String currency = each.amount().currency().getCode();
                exposed.merge(currency, each.amount(), Money::plus);
                missing.merge(currency, each.missing(), Money::plus);
            }
        }
        List<Map<String, Object>> amounts = new ArrayList<>();
        exposed.forEach(
                (currency, amount) -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("currency", currency);
                    json.put("exposed", text(amount));
                    json.put("missing", text(missing.getOrDefault(currency, amount)));
                    amounts.add(json);
                });
        return amounts;
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
