package throughline.api;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Sight;
import throughline.access.Visitor;
import throughline.approvals.Approvals;
import throughline.codes.CodeDesk;
import throughline.codes.Gap;
import throughline.codes.Prospect;
import throughline.people.RefusedToPersonException;
import throughline.releases.KeptRelease;

/** Codes that no code map knows, and mapping them. */
@RestController
public final class CodeRoutes {

    private final CodeDesk desk;
    private final InstantSource clock;

    /** Routes over a database. */
    public CodeRoutes(DataSource database, InstantSource clock) {
        this.desk = new CodeDesk(database);
        this.clock = clock;
    }

    /** Every code that messages wait for, with what it probably means. */
    @GetMapping(path = "/api/v1/codes", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, Object> codes() {
        return Map.of("codes", desk.gaps().stream().map(CodeRoutes::gap).toList());
    }

    private static Map<String, @Nullable Object> gap(Gap gap) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("map", gap.map());
        json.put("code", gap.code());
        json.put("messages", gap.messages());
        json.put("oldest", gap.oldest().toString());
        json.put("systems", gap.systems());
        json.put("meanings", gap.meanings());
        json.put("proposed", gap.proposed().orElse(null));
        json.put("because", gap.because());
        return json;
    }

    /** What would become of what waits, if a code meant something. */
    @PostMapping(path = "/api/v1/codes/preview", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, Object> preview(@RequestBody Map<String, String> given) {
        Sight.requireWhole("a code map");
        Prospect found = desk.prospect(wish(given));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("row", found.row());
        json.put("messages", found.messages());
        json.put("understood", found.understood());
        json.put("waiting", found.waiting());
        json.put("refused", found.refused());
        json.put("records", found.records());
        json.put("fields", found.fields());
        return json;
    }

    /** Makes a draft of a release of it. */
    @PostMapping(path = "/api/v1/codes/drafts", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, String> draft(@RequestBody Map<String, String> given) {
        Sight.requireWhole("a code map");
        KeptRelease kept =
                desk.draft(
                        Visitor.current().acting(),
                        wish(given),
                        Approvals.reason(given.getOrDefault("reason", "")),
                        clock.instant());
        return Map.of(
                "release",
                kept.id(),
                "stands",
                kept.stands().name().toLowerCase(java.util.Locale.ROOT));
    }

    private static CodeDesk.Wish wish(Map<String, String> given) {
        for (String name : List.of("map", "code", "meaning")) {
            if (given.getOrDefault(name, "").isEmpty()) {
                throw RefusedToPersonException.faulty(
                        "bad-parameter", "Nothing was done: map, code and meaning are needed.");
            }
        }
        return new CodeDesk.Wish(
                given.getOrDefault("map", ""),
                given.getOrDefault("code", ""),
                given.getOrDefault("meaning", ""));
    }
}
