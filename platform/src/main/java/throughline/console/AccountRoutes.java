package throughline.console;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.access.Visitor;
import throughline.landscape.Release;
import throughline.landscape.Unit;
import throughline.people.People;
import throughline.people.Person;
import throughline.people.RefusedToPersonException;
import throughline.people.Roles;
import throughline.people.SignIn;

/** Signing in, and what one may do here. */
@RestController
public final class AccountRoutes {

    private static final String UNFIT =
            "Nothing was changed: the old password does not fit, or was tried too often.";

    private final Pages pages = new Pages();
    private final People people;
    private final SignIn signIn;
    private final Supplier<Release> release;
    private final InstantSource clock;
    private final boolean openId;

    /**
     * Routes over the people of an installation.
     *
     * @param openId whether people can sign in at a provider
     */
    public AccountRoutes(
            People people,
            DataSource database,
            Supplier<Release> release,
            InstantSource clock,
            boolean openId) {
        this.people = people;
        this.signIn = new SignIn(database);
        this.release = release;
        this.clock = clock;
        this.openId = openId;
    }

    /** The page to sign in at; after a failure it says one sentence that betrays nothing. */
    @GetMapping(path = "/sign-in", produces = MediaType.TEXT_HTML_VALUE)
    public String signIn(HttpServletRequest request, @RequestParam(defaultValue = "") String then) {
        return pages.render(
                "signIn",
                new SignInView(
                        page("Sign in"),
                        sentence(request.getParameterMap().keySet()),
                        then,
                        openId));
    }

    private static String sentence(Set<String> why) {
        if (why.contains("failed")) {
            return "Cannot sign you in: name and password do not fit, or there were too many tries."
                    + " After "
                    + SignIn.MOST_FAILURES
                    + " failures a name is locked for "
                    + SignIn.LOCKED.toMinutes()
                    + " minutes; an administrator can give a new password at once.";
        }
        if (why.contains("unlinked")) {
            return "The provider knows you, but nobody here is linked to you. Ask an administrator:"
                    + " the audit log holds the subject to link.";
        }
        if (why.contains("provider")) {
            return "The provider did not sign you in. Try again, or sign in with a password.";
        }
        if (why.contains("expired")) {
            return "Your session has ended. Nothing was changed since; sign in and go on.";
        }
        return why.contains("out") ? "You are signed out." : "";
    }

    /** Reached only when nobody was sent to the provider: it does not answer. */
    @GetMapping("/oauth2/authorization/{provider}")
    public ResponseEntity<Void> away() {
        return ResponseEntity.status(303).header("Location", "/sign-in?provider").build();
    }

    /** Who one is here. */
    @GetMapping(path = "/account", produces = MediaType.TEXT_HTML_VALUE)
    public String account(@RequestParam(defaultValue = "") String done) {
        Person person = Visitor.current().person();
        String said = done.isEmpty() ? "" : "The new password holds from now on.";
        return pages.render("account", view(person, said, ""));
    }

    private AccountView view(Person person, String done, String fault) {
        List<AccountView.InUnit> units = new ArrayList<>();
        LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        for (Unit unit : release.get().units()) {
            if (person.scope().sees(unit.name(), null)) {
                units.add(
                        new AccountView.InUnit(
                                unit.name(), String.join(", ", Roles.of(person, unit, today))));
            }
        }
        return new AccountView(
                page("Your account"),
                person.login(),
                person.name(),
                String.join(", ", new TreeSet<>(person.roles())),
                said(person.scope().units()),
                said(person.scope().entities()),
                units,
                done,
                fault);
    }

    private static String said(Set<String> names) {
        return names.contains("*") ? "all" : String.join(", ", new TreeSet<>(names));
    }

    /** Chooses a password; whoever sits at an open session must know the old one. */
    @PostMapping(path = "/account/password", produces = MediaType.TEXT_HTML_VALUE)
    public ResponseEntity<String> password(
            @RequestParam(defaultValue = "") String old,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String again) {
        Visitor visitor = Visitor.current();
        Person person = visitor.person();
        String fault = UNFIT;
        if (!password.equals(again)) {
            fault =
                    "Nothing was changed: the new password was typed in two ways. Type it twice"
                            + " alike.";
        } else if (signIn.with(person.login(), old, clock.instant()).isPresent()) {
            try {
                if (people.changePassword(
                        visitor.acting(), person.login(), old, password, clock.instant())) {
                    return ResponseEntity.status(303).header("Location", "/account?done=1").build();
                }
            } catch (RefusedToPersonException unfit) {
                fault = String.valueOf(unfit.getMessage());
            }
        }
        return ResponseEntity.badRequest().body(pages.render("account", view(person, "", fault)));
    }

    /** A page of one sentence, for whoever is not let through. */
    public String refused(String title, String sentence) {
        return pages.render("refused", new RefusedView(page(title), title, sentence));
    }

    private Page page(String title) {
        return new Page(title, release.get().name(), "");
    }
}
