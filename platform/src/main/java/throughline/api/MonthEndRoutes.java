package throughline.api;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.closing.MonthEnd;
import throughline.closing.MonthEndLooks;
import throughline.closing.MonthEndQuestion;
import throughline.insight.Remembered.Told;
import throughline.landscape.Release;
import throughline.money.Money;

/** The checklist by which a month is closed. */
@RestController
public final class MonthEndRoutes {

    private final Supplier<Release> release;
    private final InstantSource clock;
    private final MonthEndLooks looks;

    /** Routes over an installation. */
    public MonthEndRoutes(MonthEndLooks looks, Supplier<Release> release, InstantSource clock) {
        this.looks = looks;
        this.release = release;
        this.clock = clock;
    }

    /** One entity and period; without a name, the first entity and the period to be closed next. */
    @GetMapping(path = "/api/v1/month-end", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<Map<String, Object>> monthEnd(
            @RequestParam(defaultValue = "") String entity,
            @RequestParam(defaultValue = "") String period,
            @RequestParam(defaultValue = "false") boolean anew) {
        Release now = release.get();
        MonthEndQuestion asked = MonthEndQuestion.of(now, entity, period, clock.instant());
        Told<MonthEnd> told = looks.look(now, asked, anew);
        return InsightRoutes.aged(new Told<>(answer(told.value()), told.age()));
    }

    private static Map<String, Object> answer(MonthEnd found) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("entity", found.entity());
        answer.put("period", found.period());
        answer.put("from", found.range().from().toString());
        answer.put("until", found.range().until().toString());
        answer.put("cutoff", found.cutoff().toString());
        answer.put("as-of", found.asOf().toString());
        answer.put("settled", found.settled());
        answer.put("items", found.items().stream().map(MonthEndRoutes::item).toList());
        return answer;
    }

    private static Map<String, Object> item(MonthEnd.Item item) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", item.key());
        json.put("title", item.title());
        json.put("verdict", item.verdict().name().toLowerCase(Locale.ROOT));
        json.put("sentence", item.sentence());
        json.put("count", item.count());
        json.put("amounts", amounts(item.amounts()));
        json.put("link", item.link());
        List<Map<String, Object>> lines = new ArrayList<>();
        for (MonthEnd.Line line : item.lines().shown()) {
            lines.add(
                    Map.of(
                            "name", line.name(),
                            "note", line.note(),
                            "amounts", amounts(line.amounts()),
                            "link", line.link()));
        }
        json.put("lines", lines);
        json.put("more", item.lines().more());
        return json;
    }

    /** Amounts as objects of currency and exact decimal. */
    static List<Map<String, String>> amounts(List<Money> amounts) {
        return amounts.stream()
                .map(
                        each ->
                                Map.of(
                                        "currency",
                                        each.currency().getCode(),
                                        "amount",
                                        each.decimal().toPlainString()))
                .toList();
    }
}
