package throughline.api;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.landscape.Release;
import throughline.people.People;
import throughline.people.PeopleRows;
import throughline.people.Tokens;
import throughline.releases.OwnerRows;
import throughline.releases.Register;

/** Who answers for what, and who may do what. */
@RestController
public final class GovernanceRoutes {

    private final Supplier<Release> release;
    private final People people;
    private final Tokens tokens;

    /** Routes over an installation. */
    public GovernanceRoutes(DataSource database, Supplier<Release> release) {
        this.release = release;
        this.people = new People(database);
        this.tokens = new Tokens(database);
    }

    /** Every part of what is in force, whose it is, who uses it, and until when it is there. */
    @GetMapping(path = "/api/v1/owners", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, Object> owners(
            @RequestParam(defaultValue = "") String part,
            @RequestParam(defaultValue = "") String owner,
            @RequestParam(defaultValue = "false") String deprecated) {
        List<Map<String, @Nullable Object>> parts =
                new Register(release.get())
                        .entries().stream()
                                .filter(each -> each.part().name().startsWith(part))
                                .filter(
                                        each ->
                                                owner.isEmpty()
                                                        || each.part().owner().equals(owner))
                                .filter(
                                        each ->
                                                !deprecated.equals("true")
                                                        || each.part().deprecation().isPresent())
                                .map(each -> OwnerRows.of(each, LocalDate.now(ZoneOffset.UTC)))
                                .toList();
        return Map.of("parts", parts);
    }

    /** Everybody, and the programs that act for them. */
    @GetMapping(path = "/api/v1/people", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, Object> people() {
        return Map.of(
                "people", people.all().stream().map(PeopleRows::of).toList(),
                "tokens", tokens.all().stream().map(PeopleRows::of).toList());
    }
}
