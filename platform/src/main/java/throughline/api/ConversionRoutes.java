package throughline.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.conversion.CashConversion;
import throughline.conversion.CashConversion.All;
import throughline.conversion.CashConversion.OfCurrency;
import throughline.conversion.ConversionDesk;
import throughline.insight.Remembered;
import throughline.money.Money;

/** From work to cash: what the page for executives shows. */
@RestController
public final class ConversionRoutes {

    private final ConversionDesk desk;

    /** Routes to a desk. */
    public ConversionRoutes(ConversionDesk desk) {
        this.desk = desk;
    }

    /** Where money waits and how long, promises by count and money, backlog and margin by month. */
    @GetMapping(path = "/api/v1/cash-conversion", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<Map<String, Object>> conversion() {
        Remembered.Told<All> all = desk.told();
        return InsightRoutes.aged(new Remembered.Told<>(told(all.value()), all.age()));
    }

    private static Map<String, Object> told(All all) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("known", all.at().toString());
        List<Map<String, @Nullable Object>> rows =
                all.byCurrency().entrySet().stream()
                        .map(each -> currency(each.getKey(), each.getValue()))
                        .toList();
        map.put("rows", rows);
        map.put("clocks", all.clocks().stream().map(ConversionRoutes::clock).toList());
        return map;
    }

    private static Map<String, @Nullable Object> currency(String currency, OfCurrency figures) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("currency", currency);
        figures.figures().forEach((metric, value) -> row.put(metric, defined(value)));
        row.put("signed-not-active", text(figures.notActive()));
        row.put("seconds-to-active", figures.secondsToActive().orElse(null));
        row.put("worked-not-approved", text(figures.unapproved()));
        row.put("exposed", text(figures.exposed()));
        row.put("expected-to-miss", text(figures.missing()));
        row.put("backlog-by-month", figures.backlog());
        row.put("margin-by-month", figures.margin());
        row.put("leakage-by-age", figures.leaks());
        return row;
    }

    private static Map<String, @Nullable Object> clock(CashConversion.Clock clock) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("clock", clock.name());
        row.put("by-count", defined(clock.byCount()));
        row.put(
                "by-money",
                clock.byMoney().entrySet().stream()
                        .filter(each -> defined(each.getValue()) != null)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        row.put("missed", clock.missed());
        row.put("paused", clock.paused());
        return row;
    }

    private static @Nullable String defined(String value) {
        return Optional.of(value).filter(each -> !each.equals(All.NONE)).orElse(null);
    }

    private static String text(Money money) {
        return money.decimal().toPlainString();
    }
}
