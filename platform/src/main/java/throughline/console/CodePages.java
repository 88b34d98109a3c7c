package throughline.console;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Sight;
import throughline.access.Visitor;
import throughline.approvals.Approvals;
import throughline.codes.CodeDesk;
import throughline.codes.Gap;
import throughline.codes.Prospect;
import throughline.journal.RawJson;
import throughline.landscape.Release;
import throughline.releases.KeptRelease;
import throughline.wording.Counted;
import throughline.wording.GroupedAmounts;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Mapping codes that nobody mapped: a proposal, a look ahead, a draft of a release. */
@RestController
public final class CodePages {

    private static final String HERE = "/codes";

    private final Pages pages = new Pages();
    private final CodeDesk desk;
    private final Supplier<Release> release;
    private final InstantSource clock;

    /** Pages over an installation. */
    public CodePages(DataSource database, Supplier<Release> release, InstantSource clock) {
        this.desk = new CodeDesk(database);
        this.release = release;
        this.clock = clock;
    }

    /** Every code that messages wait for. */
    @GetMapping(path = HERE, produces = MediaType.TEXT_HTML_VALUE)
    public String codes() {
        Instant now = clock.instant();
        return pages.render(
                "codes",
                new CodesView(
                        page("Unmapped codes"),
                        desk.gaps().stream().map(each -> row(each, now)).toList(),
                        null));
    }

    private static CodesView.Row row(Gap gap, Instant now) {
        return new CodesView.Row(
                gap.map(),
                gap.code(),
                gap.messages(),
                String.join(", ", gap.systems()),
                Wording.ago(gap.oldest(), now),
                gap.meanings().stream()
                        .map(
                                each ->
                                        new CodesView.Choice(
                                                each,
                                                gap.proposed().filter(each::equals).isPresent()))
                        .toList(),
                gap.because());
    }

    /** What would become of what waits for a code, if it meant this. */
    @GetMapping(path = HERE + "/new", produces = MediaType.TEXT_HTML_VALUE)
    public String look(
            @RequestParam String map, @RequestParam String code, @RequestParam String meaning) {
        Sight.requireWhole("a code map");
        Prospect found = desk.prospect(new CodeDesk.Wish(map, code, meaning));
        List<String> lines = new ArrayList<>();
        found.waiting().forEach((why, count) -> lines.add(count + " would go on waiting: " + why));
        found.refused().forEach((why, count) -> lines.add(count + " would be refused: " + why));
        return pages.render(
                "codes",
                new CodesView(
                        page("Map a code"),
                        List.of(),
                        new CodesView.Ahead(
                                found.map(),
                                found.code(),
                                found.meaning(),
                                found.row(),
                                "%d of %s would be understood."
                                        .formatted(
                                                found.understood(),
                                                Counted.of(
                                                        found.messages(),
                                                        "message that waits",
                                                        "messages that wait")),
                                lines,
                                found.records(),
                                indented(found.example()),
                                found.fields().entrySet().stream()
                                        .map(
                                                each ->
                                                        new OperatingView.Field(
                                                                each.getKey(),
                                                                GroupedAmounts.in(each.getValue())))
                                        .toList())));
    }

    private static String indented(String raw) {
        try {
            Object content = RawJson.object(raw.getBytes(StandardCharsets.UTF_8));
            return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(content);
        } catch (JacksonException | RawJson.NoObjectException asItIs) {
            return raw;
        }
    }

    /** Makes a draft of a release of it, and leads to where that is rehearsed and put in force. */
    @PostMapping(path = HERE, produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> draft(
            @RequestParam String map,
            @RequestParam String code,
            @RequestParam String meaning,
            @RequestParam(defaultValue = "") String reason) {
        Sight.requireWhole("a code map");
        KeptRelease kept =
                desk.draft(
                        Visitor.current().acting(),
                        new CodeDesk.Wish(map, code, meaning),
                        Approvals.reason(reason),
                        clock.instant());
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", ReleasePage.href(kept.id()))
                .build();
    }

    private Page page(String title) {
        return new Page(title, release.get().name(), "/exceptions");
    }
}
