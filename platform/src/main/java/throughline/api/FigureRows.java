package throughline.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.insight.Metric;
import throughline.insight.MetricAnswer;

/** Figures in the shape that the command line prints too. */
final class FigureRows {

    private FigureRows() {}

    static Map<String, Object> of(MetricAnswer.Figures answer) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (MetricAnswer.Figure figure : answer.figures()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>(figure.labels());
            figure.currency().ifPresent(code -> row.put("currency", code));
            row.put(column(answer.metric().unit()), figure.value().orElse(null));
            figure.numerator().ifPresent(part -> row.put("numerator", part));
            figure.denominator().ifPresent(part -> row.put("denominator", part));
            rows.add(row);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("metric", answer.metric().name());
        map.put("definition", answer.metric().definition());
        map.put("rows", rows);
        if (!answer.remarks().isEmpty()) {
            map.put("undefined", answer.remarks());
        }
        return map;
    }

    private static String column(Metric.Unit unit) {
        return switch (unit) {
            case MONEY -> "amount";
            case HOURS -> "hours";
            case RATIO, DAYS -> "value";
            case COUNT -> "count";
        };
    }
}
