package throughline.console;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
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
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;
import throughline.money.Money;
import tools.jackson.databind.json.JsonMapper;

/** What happened to one engagement over all systems, newest first, and how its money grew. */
final class EngagementTimeline {

    private static final int SHOWN = 150;
    private static final Set<Release.Role> LEDGERS =
            EnumSet.of(Release.Role.ERP, Release.Role.BILLING);
    private static final Set<Release.Role> USUAL =
            EnumSet.of(Release.Role.CRM, Release.Role.PSA, Release.Role.ERP, Release.Role.BILLING);
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

    /** The story of an engagement over these systems. */
    Story of(String id, List<SystemDeclaration> systems) {
        Lanes lanes = new Lanes(systems);
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
                lanes(worth, lanes),
                worth.stream().map(one -> one.moment(lanes)).toList(),
                all - told.size());
    }

    /** The systems of a landscape, by their own names. */
    private record Lanes(List<SystemDeclaration> systems) {

        /** What is told of the ledger stands with the system that the landscape has for it. */
        String of(Telling telling) {
            boolean known = systems.stream().anyMatch(each -> each.name().equals(telling.system()));
            return known || !telling.system().equals(Telling.LEDGER)
                    ? telling.system()
                    : systems.stream()
                            .filter(each -> LEDGERS.contains(each.role()))
                            .map(SystemDeclaration::name)
                            .findFirst()
                            .orElse(Telling.LEDGER);
        }

        /** Those that every story has, in the order of the landscape. */
        List<String> usual() {
            return systems.stream()
                    .filter(each -> USUAL.contains(each.role()))
                    .map(SystemDeclaration::name)
                    .toList();
        }
    }

    private String lanes(List<Told> told, Lanes systems) {
        Set<String> lanes = new LinkedHashSet<>(systems.usual());
        List<Map<String, Object>> points = new ArrayList<>();
        for (Told one : told) {
            Telling telling = Telling.of(one.event());
            String lane = systems.of(telling);
            lanes.add(lane);
            points.add(
                    Map.of(
                            "at", one.known().toString(),
                            "lane", lane,
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
        Moment moment(Lanes lanes) {
            Telling telling = Telling.of(event);
            return new Moment(
                    Wording.moment(known),
                    lanes.of(telling),
                    telling.text(),
                    Wording.origin(origin));
        }
    }
}
