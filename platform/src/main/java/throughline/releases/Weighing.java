package throughline.releases;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.landscape.Release;
import throughline.releases.Change.Weight;

/**
 * Says how much went through what a landscape says otherwise, in the last ninety days: through this
 * row of a table, this field of a mapping, these gates. Where what is kept cannot tell, it says so
 * and why.
 */
public final class Weighing {

    private static final String LIVELY =
            """
            select e.id from engagement e
            where (:unit = '' or e.unit = :unit) and (:entity = '' or e.legal_entity = :entity)
                and exists (select from event v where v.engagement = e.id and v.known > %s)
            """
                    .formatted(Traffic.SINCE);

    private static final String JUDGED =
            """
            select v.engagement, p.happening, p.currency, sum(p.minor)::int8
            from event v join engagement e on e.id = v.engagement
            left join posting p on p.engagement = v.engagement and p.sequence = v.sequence
                and p.happening in %s
            where v.known > %s and (:unit = '' or e.unit = :unit) and v.type in (
                'contract-booked/v1', 'contract-amended/v1', 'gates-violated/v1')
            group by 1, 2, 3
            """
                    .formatted(Traffic.HAPPENINGS, Traffic.SINCE);

    private static final String CLOCKED =
            "select engagement from clock where started > " + Traffic.SINCE;

    private static final String WROTE =
            "select engagement from action where system = :system and planned_at > "
                    + Traffic.SINCE;

    private static final String WROTE_OF_ONE_KIND =
            "select engagement from action where system || ':' || kind = :kind and planned_at > "
                    + Traffic.SINCE;

    private final JdbcClient database;
    private final Release release;
    private final RecordTraffic records;
    private final RowTraffic rows;
    private final Map<Passage, Weight> known = new HashMap<>();

    /**
     * By what a database keeps.
     *
     * @param release the one that changes are told against, or that is in force
     */
    public Weighing(DataSource database, Release release) {
        this.database = JdbcClient.create(database);
        this.release = release;
        this.records = new RecordTraffic(database, release);
        this.rows = new RowTraffic(database, release, records);
    }

    /** The same changes with their weights. */
    public List<Change> weighed(List<Change> changes) {
        return changes.stream().map(each -> each.weighing(weight(each.passage()))).toList();
    }

    /** What went through a part as a whole. */
    public Weight weight(String part) {
        return weight(new Passage.Whole(part));
    }

    /**
     * What went through records of some kinds, or through writes of some.
     *
     * @param kinds as {@code system:type} or {@code system:ACTION}
     */
    public Weight of(Set<String> kinds) {
        Traffic traffic = new Traffic();
        for (String kind : new TreeSet<>(kinds)) {
            String[] parts = kind.split(":", 2);
            if (release.mapping(parts[0], parts[1]).isPresent()) {
                records.all(kind, traffic);
            } else {
                traffic.rests(database.sql(WROTE_OF_ONE_KIND).param("kind", kind));
            }
        }
        return traffic.weight(database);
    }

    private Weight weight(Passage passage) {
        Weight before = known.get(passage);
        if (before != null) {
            return before;
        }
        Weight found =
                switch (passage) {
                    case Passage.Row row -> rows.of(row);
                    case Passage.Field field -> records.of(field).weight(database);
                    case Passage.Whole(var part) -> whole(part);
                };
        known.put(passage, found);
        return found;
    }

    private Weight whole(String part) {
        String name = part.substring(part.indexOf('/') + 1);
        return switch (part.substring(0, part.length() - name.length())) {
            case "tables/" -> rows.whole(name);
            case "mappings/" -> of(Set.of(name.replaceFirst("/", ":")));
            case "policies/" -> judged();
            case "units/" -> lively(name, "");
            case "entities/" -> lively("", name);
            case "systems/" -> system(name);
            case "objects/" -> object(name);
            case "fields/" -> field(name);
            case "clocks/" -> clocks();
            case "tests/" -> Weight.untold("a golden case decides nothing");
            case "" -> ofFile(part);
            default -> Weight.untold("nothing that is kept tells what goes through " + part);
        };
    }

    private Weight ofFile(String part) {
        return switch (part) {
            case "landscape" -> lively("", "");
            case "slas" -> clocks();
            case "ownership" -> Weight.untold("it says who is asked, and no engagement names it");
            default -> Weight.untold("nothing that is kept tells what goes through " + part);
        };
    }

    /** Engagements of a unit or a legal entity, or all of them. */
    private Weight lively(String unit, String entity) {
        Traffic traffic = new Traffic();
        traffic.rests(database.sql(LIVELY).param("unit", unit).param("entity", entity));
        return traffic.weight(database);
    }

    /** Deals and changes that the gates were asked about. */
    private Weight judged() {
        Traffic traffic = new Traffic();
        RecordTraffic.led(database.sql(JUDGED).param("unit", ""), traffic);
        return traffic.weight(database);
    }

    private Weight clocks() {
        Traffic traffic = new Traffic();
        traffic.rests(database.sql(CLOCKED));
        return traffic.weight(database);
    }

    /** What came from it, and what was written to it. */
    private Weight system(String system) {
        Traffic traffic = new Traffic();
        release.mappings().stream()
                .filter(mapping -> mapping.system().equals(system))
                .forEach(mapping -> records.all(system + ":" + mapping.type(), traffic));
        traffic.rests(database.sql(WROTE).param("system", system));
        return traffic.weight(database);
    }

    private Weight object(String canonical) {
        Traffic traffic = new Traffic();
        release.mappings().stream()
                .filter(mapping -> mapping.canonical().equals(canonical))
                .forEach(m -> records.all(m.system() + ":" + m.type(), traffic));
        return traffic.weight(database);
    }

    private Weight field(String name) {
        Traffic traffic = new Traffic();
        release.mappings().stream()
                .filter(mapping -> name.startsWith(mapping.canonical() + "."))
                .map(
                        m ->
                                new Passage.Field(
                                        m.system(),
                                        m.type(),
                                        name.substring(m.canonical().length() + 1)))
                .forEach(field -> records.of(field, traffic));
        return traffic.weight(database);
    }
}
