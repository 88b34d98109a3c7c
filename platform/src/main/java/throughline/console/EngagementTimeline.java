package throughline.console;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.console.EngagementView.Moment;
import throughline.engagement.Event;
import throughline.journal.EventCodec;
import throughline.money.Money;
import tools.jackson.databind.json.JsonMapper;

/** What happened to one engagement over all systems, newest first, and how its money grew. */
final class EngagementTimeline {

    private static final int SHOWN = 150;
    private static final String EVENTS =
            """
            select e.type, e.payload, e.known, coalesce(m.origin, e.cause, '') as origin
            from event e left join message m on m.id = e.cause_message
            where e.engagement = ? order by e.sequence desc limit ?
            """;
    private static final String MONTHS =
            """
            select to_char(effective, 'YYYY-MM') as month, currency,
              sum(minor) filter (where happening in ('booked', 'soft-booked')) as agreed,
              sum(case happening when 'invoice-posted' then minor when 'credit-posted' then -minor
                end) as billed,
              sum(minor) filter (where happening = 'revenue-recognized') as recognized
            from posting where engagement = ? group by 1, 2 order by 1
            """;

    private final JdbcClient database;
    private final JsonMapper json = JsonMapper.shared();

    EngagementTimeline(JdbcClient database) {
        this.database = database;
    }

    Story of(String id) {
        List<Told> told =
                database.sql(EVENTS)
                        .param(id)
                        .param(SHOWN)
                        .query(
                                (row, number) ->
                                        new Told(
                                                EventCodec.read(
                                                        row.getString("type"),
                                                        row.getBytes("payload")),
                                                row.getTimestamp("known").toInstant(),
                                                row.getString("origin")))
                        .list();
        List<Told> worth = told.stream().filter(one -> !Telling.isDull(one.event())).toList();
        long all =
                database.sql("select count(*) from event where engagement = ?")
                        .param(id)
                        .query(Long.class)
                        .single();
        return new Story(
                lanes(worth), worth.stream().map(Told::moment).toList(), all - told.size());
    }

    private String lanes(List<Told> told) {
        Set<String> lanes = new LinkedHashSet<>(List.of("crm", "psa", "erp"));
        List<Map<String, Object>> points = new ArrayList<>();
        for (Told one : told) {
            Telling telling = Telling.of(one.event());
            lanes.add(telling.system());
            points.add(
                    Map.of(
                            "at", one.known().toString(),
                            "lane", telling.system(),
                            "text", telling.text(),
                            "color", telling.color()));
        }
        return Charts.json(json, Map.of("lanes", lanes, "points", points));
    }

    /** Agreed, billed and recognized, added up month by month; empty where nothing is. */
    String chart(String id) {
        Map<String, BigDecimal[]> months = new TreeMap<>();
        database.sql(MONTHS)
                .param(id)
                .query(
                        row -> {
                            CurrencyUnit unit = CurrencyUnit.of(row.getString("currency"));
                            months.put(
                                    row.getString("month"),
                                    new BigDecimal[] {
                                        new Money(row.getLong("agreed"), unit).decimal(),
                                        new Money(row.getLong("billed"), unit).decimal(),
                                        new Money(row.getLong("recognized"), unit).decimal()
                                    });
                        });
        if (months.isEmpty()) {
            return "";
        }
        List<Map<String, Object>> series = new ArrayList<>();
        String[][] names = {
            {"Agreed", "booked"}, {"Billed", "billed"}, {"Recognized", "recognized"}
        };
        for (int i = 0; i < names.length; i++) {
            List<BigDecimal> values = new ArrayList<>();
            BigDecimal sum = BigDecimal.ZERO;
            for (BigDecimal[] month : months.values()) {
                sum = sum.add(month[i]);
                values.add(sum);
            }
            series.add(
                    Map.of(
                            "name",
                            names[i][0],
                            "color",
                            names[i][1],
                            "line",
                            true,
                            "step",
                            true,
                            "values",
                            values));
        }
        return Charts.json(json, Map.of("labels", months.keySet(), "series", series));
    }

    /**
     * A story.
     *
     * @param lanes the chart's description
     * @param more how many earlier events are not told
     */
    record Story(String lanes, List<Moment> moments, long more) {}

    private record Told(Event event, Instant known, String origin) {
        Moment moment() {
            Telling telling = Telling.of(event);
            return new Moment(
                    Wording.moment(known),
                    telling.system(),
                    telling.text(),
                    Wording.origin(origin));
        }
    }
}
