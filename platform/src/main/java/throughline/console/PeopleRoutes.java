package throughline.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.audit.AuditEntry;
import throughline.audit.AuditLog;
import throughline.landscape.Release;
import throughline.people.People;
import throughline.people.Person;
import throughline.people.Tokens;
import throughline.wording.Counted;

/** Who may do what, and who did what. Changing people is the command line's, beside the home. */
@RestController
public final class PeopleRoutes {

    private static final int PAGE = 100;

    private final Pages pages = new Pages();
    private final People people;
    private final Tokens tokens;
    private final AuditLog audit;
    private final Supplier<Release> release;
    private final InstantSource clock;

    /** Routes over the people of a database. */
    public PeopleRoutes(DataSource database, Supplier<Release> release, InstantSource clock) {
        this.people = new People(database);
        this.tokens = new Tokens(database);
        this.audit = new AuditLog(database);
        this.release = release;
        this.clock = clock;
    }

    /** Everybody, and the programs that act for them. */
    @GetMapping(path = "/people", produces = MediaType.TEXT_HTML_VALUE)
    public String people() {
        Page page = new Page("People", release.get().name(), "/people");
        return pages.render(
                "people",
                new PeopleView(
                        page,
                        people.all().stream().map(PeopleRoutes::row).toList(),
                        tokens.all().stream().map(this::token).toList()));
    }

    private static PeopleView.Row row(Person person) {
        List<String> ways = new ArrayList<>();
        person.osUser().ifPresent(user -> ways.add("commands of " + user));
        person.subject().ifPresent(subject -> ways.add("provider as " + subject));
        return new PeopleView.Row(
                person.login(),
                person.name(),
                String.join(", ", new TreeSet<>(person.roles())),
                named(person.scope().units()),
                named(person.scope().entities()),
                String.join(", ", ways),
                person.active());
    }

    private static String named(java.util.Set<String> names) {
        return names.contains("*") ? "all" : String.join(", ", new TreeSet<>(names));
    }

    private PeopleView.Token token(Tokens.Listed token) {
        boolean over = token.expires().isBefore(clock.instant());
        boolean revoked = token.revoked() != null;
        return new PeopleView.Token(
                token.id(),
                token.name(),
                token.owner(),
                token.maker().isEmpty() || token.maker().equals(token.owner())
                        ? ""
                        : "made by " + token.maker(),
                String.join(", ", token.roles()),
                revoked
                        ? "revoked"
                        : (over ? "expired " : "until ") + Wording.moment(token.expires()),
                revoked || over ? "" : "good");
    }

    /** Who did what, newest first, and whether the log is whole. */
    @GetMapping(path = "/audit", produces = MediaType.TEXT_HTML_VALUE)
    public String audit(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "9223372036854775807") long before) {
        String words = q.strip();
        List<AuditEntry> entries = audit.list(before, words, PAGE);
        AuditLog.Verdict verdict = audit.verify(Optional.empty());
        String older =
                entries.size() < PAGE
                        ? null
                        : "/audit?q="
                                + URLEncoder.encode(words, StandardCharsets.UTF_8)
                                + "&before="
                                + entries.getLast().position();
        return pages.render(
                "audit",
                new AuditView(
                        new Page("Audit log", release.get().name(), "/audit"),
                        words,
                        verdict.fault().isEmpty(),
                        verdict.fault()
                                .orElse(
                                        "%s, each linked to the one before; head %s"
                                                .formatted(
                                                        Counted.of(
                                                                verdict.entries(),
                                                                "entry",
                                                                "entries"),
                                                        verdict.head().substring(0, 16))),
                        entries.stream().map(PeopleRoutes::row).toList(),
                        older));
    }

    private static AuditView.Row row(AuditEntry entry) {
        return new AuditView.Row(
                entry.position(),
                Wording.moment(entry.at()),
                entry.who(),
                entry.through(),
                Wording.words(entry.what()),
                entry.subject(),
                entry.why(),
                entry.before(),
                entry.after());
    }
}
