package throughline.api;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Sight;
import throughline.access.Visitor;
import throughline.care.ExceptionCare;
import throughline.care.ExceptionCare.Seen;
import throughline.care.ExceptionCare.Standing;
import throughline.care.ExceptionCare.Which;
import throughline.decisions.Deciding;
import throughline.insight.Promise;
import throughline.insight.Written;
import throughline.people.Actor;
import throughline.people.RefusedToPersonException;
import throughline.repairs.Repairs;
import throughline.repairs.Repairs.Repair;

/** Care for exceptions, and one cause mended in many places. */
@RestController
public final class CareRoutes {

    private static final String BASE = "/api/v1";
    private static final String CAUSES =
            """
            select x.fingerprint as cause, min(x.code) as code, count(*) as cases,
                x.at_stake_currency as currency, sum(x.at_stake_minor)::bigint as minor,
                min(x.opened) as oldest, min(%s) as due
            from exception_item x join engagement e on e.id = x.engagement
            where x.closed is null and in_scope(e.unit, e.legal_entity, :units, :entities)
            group by x.fingerprint, x.at_stake_currency
            order by minor desc nulls last, cases desc limit 500
            """
                    .formatted(Promise.DEADLINE);

    private final JdbcClient database;
    private final ExceptionCare care;
    private final Repairs repairs;
    private final Deciding deciding;

    /** Routes over an installation's exceptions. */
    public CareRoutes(DataSource database, Deciding deciding, Repairs repairs) {
        this.database = JdbcClient.create(database);
        this.care = new ExceptionCare(database);
        this.repairs = repairs;
        this.deciding = deciding;
    }

    /** Open exceptions by cause, the most money first; minor units. */
    @GetMapping(path = BASE + "/exceptions/causes", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, Object> causes() {
        return Map.of(
                "causes",
                QueryRows.of(database.sql(CAUSES).params(Sight.parameters(Sight.current()))));
    }

    /** Says who looks after an exception. */
    @PostMapping(path = BASE + "/exceptions/assign", produces = MediaType.APPLICATION_JSON_VALUE)
    public Standing assign(@RequestBody Map<String, String> given) {
        Which which = which(given);
        return care.assign(
                Visitor.current().acting(),
                which,
                given.getOrDefault("assignee", ""),
                version(given),
                deciding.clock().instant());
    }

    /** Lets an exception rest until a day or until something happens, or wakes it. */
    @PostMapping(path = BASE + "/exceptions/snooze", produces = MediaType.APPLICATION_JSON_VALUE)
    public Standing snooze(@RequestBody Map<String, String> given) {
        Which which = which(given);
        Optional<LocalDate> until =
                Optional.ofNullable(given.get("until"))
                        .filter(text -> !text.isBlank())
                        .map(CareRoutes::day);
        boolean fact = "true".equals(given.get("until-something-happens"));
        Seen seen = new Seen(version(given), deciding.clock().instant());
        return care.snooze(Visitor.current().acting(), which, until, fact, seen);
    }

    /** Says something about an exception. */
    @PostMapping(path = BASE + "/exceptions/comment", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, Object> comment(
            @RequestBody Map<String, String> given,
            @RequestHeader(name = "Idempotency-Key", defaultValue = "") String key) {
        Which which = which(given);
        Actor by = Visitor.current().acting();
        String text = given.getOrDefault("text", "");
        deciding.once()
                .of(
                        by,
                        key,
                        List.of("comment", which.toString(), text),
                        deciding.clock().instant(),
                        () -> {
                            care.comment(by, which, text, deciding.clock().instant());
                            return "said";
                        });
        return Map.of("comments", care.comments(which));
    }

    /** What mending one cause would do in all places; nothing is done. */
    @GetMapping(path = BASE + "/repairs/preview", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, Object> preview(@RequestParam String cause) {
        List<Map<String, Object>> places = new ArrayList<>();
        for (Repairs.Preview each : repairs.preview(Visitor.current().acting(), cause)) {
            Map<String, Object> place = new LinkedHashMap<>();
            place.put("engagement", each.one().engagement());
            place.put("key", each.one().key());
            place.put("will-happen", each.willHappen());
            place.put("hindrance", each.hindrance());
            place.put("takes-two", each.takesTwo());
            places.add(place);
        }
        return Map.of("cause", cause, "places", places);
    }

    /** Mends a cause in one place. */
    @PostMapping(path = BASE + "/repairs", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> begin(
            @RequestBody Map<String, String> given,
            @RequestHeader(name = "Idempotency-Key", defaultValue = "") String key) {
        Actor by = Visitor.current().acting();
        String cause = given.getOrDefault("cause", "");
        String engagement = given.getOrDefault("engagement", "");
        String reason = given.getOrDefault("reason", "");
        String id =
                deciding.once()
                        .of(
                                by,
                                key,
                                List.of("repair", cause, engagement, reason),
                                deciding.clock().instant(),
                                () ->
                                        Long.toString(
                                                repairs.begin(by, cause, engagement, reason).id()));
        return told(by, Long.parseLong(id));
    }

    /** What became of every place. */
    @GetMapping(path = BASE + "/repairs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> outcome(@PathVariable long id) {
        return told(Visitor.current().acting(), id);
    }

    /** Mends a cause in all places that are left; asking twice does nothing twice. */
    @PostMapping(path = BASE + "/repairs/{id}/rest", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> rest(@PathVariable long id) {
        Actor by = Visitor.current().acting();
        repairs.rest(by, id);
        return told(by, id);
    }

    private Map<String, @Nullable Object> told(Actor by, long id) {
        Repair repair = repairs.find(by, id);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("repair", repair.id());
        map.put("cause", repair.fingerprint());
        map.put("reason", repair.reason());
        map.put("left", repairs.left(by, repair).size());
        map.put("places", repairs.outcomes(repair));
        return map;
    }

    private Which which(Map<String, String> given) {
        String engagement = given.getOrDefault("engagement", "");
        new Sight(database).require(Sight.current(), engagement);
        return new Which(engagement, given.getOrDefault("key", ""));
    }

    private static LocalDate day(String text) {
        try {
            return Written.day(text);
        } catch (DateTimeException unreadable) {
            throw RefusedToPersonException.faulty(
                    "day-unfit", "Nothing was changed: write the day as 2026-03-31.");
        }
    }

    private static long version(Map<String, String> given) {
        try {
            return Long.parseLong(given.getOrDefault("version", ""));
        } catch (NumberFormatException unreadable) {
            throw RefusedToPersonException.faulty(
                    "version-missing",
                    "Nothing was changed: send the version that you saw; 0 when nobody ever"
                            + " cared.");
        }
    }
}
