package throughline.console;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.landscape.Part;
import throughline.landscape.Release;
import throughline.releases.Change.Weight;
import throughline.releases.Register;
import throughline.releases.Weighing;
import throughline.wording.Counted;

/** The register of owners. */
@RestController
public final class OwnersPages {

    private static final String FIELDS = "fields";

    private final Pages pages = new Pages();
    private final DataSource database;
    private final Supplier<Release> release;

    private volatile Optional<Registered> last = Optional.empty();

    /** The parts of a release, found once and told as long as it is the one in force. */
    private record Registered(Release release, List<Register.Entry> entries) {}

    /** That of an installation. */
    public OwnersPages(DataSource database, Supplier<Release> release) {
        this.database = database;
        this.release = release;
    }

    /** All parts, or those of one kind. */
    @GetMapping(path = "/owners", produces = MediaType.TEXT_HTML_VALUE)
    public String owners(@RequestParam(defaultValue = "") String kind) {
        Release now = release.get();
        Weighing weighing = new Weighing(database, now);
        List<Register.Entry> entries = registered(now);
        List<String> kinds =
                entries.stream().map(entry -> entry.part().kind()).distinct().sorted().toList();
        return pages.render(
                "owners",
                new OwnersView(
                        new Page("Owners", now.name(), "/releases"),
                        kinds,
                        kinds.contains(kind) ? kind : "",
                        entries.stream()
                                .filter(entry -> shown(entry.part(), kinds, kind))
                                .map(entry -> row(entry, weighing))
                                .toList()));
    }

    private List<Register.Entry> registered(Release release) {
        Registered now =
                last.filter(each -> each.release().equals(release))
                        .orElseGet(() -> new Registered(release, new Register(release).entries()));
        last = Optional.of(now);
        return now.entries();
    }

    private static boolean shown(Part part, List<String> kinds, String kind) {
        return kinds.contains(kind) ? part.kind().equals(kind) : !part.kind().equals(FIELDS);
    }

    private static OwnersView.Row row(Register.Entry entry, Weighing weighing) {
        Part part = entry.part();
        return new OwnersView.Row(
                part.name(),
                part.owner(),
                part.deprecation().map(each -> until(part, each, weighing)).orElse(""),
                part.deprecation().filter(each -> each.isOver(today())).isPresent(),
                entry.users());
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private static String until(Part part, Part.Deprecation deprecation, Weighing weighing) {
        Weight weight = weighing.weight(part.name());
        Optional<String> instead = deprecation.instead();
        return "until %s%s%s; %s in 90 days"
                .formatted(
                        deprecation.until(),
                        deprecation.isOver(today()) ? ", which is over" : "",
                        instead.map(other -> ", use " + other).orElse(""),
                        weight.untold().isPresent()
                                ? "not checkable how many engagements"
                                : Counted.of(weight.engagements(), "engagement"));
    }
}
