package throughline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import throughline.people.Person;
import throughline.people.Tokens;

/** People as the command line tells them. */
final class PeopleReport {

    private PeopleReport() {}

    static Answer of(List<Person> people, List<Tokens.Listed> tokens) {
        List<Map<String, @Nullable Object>> rows = people.stream().map(PeopleReport::row).toList();
        List<String> remarks = new ArrayList<>();
        List<Map<String, @Nullable Object>> listed = new ArrayList<>();
        for (Tokens.Listed token : tokens) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("id", token.id());
            row.put("name", token.name());
            row.put("owner", token.owner());
            row.put("roles", token.roles());
            row.put("expires", token.expires().toString());
            row.put("revoked", token.revoked() == null ? null : token.revoked().toString());
            listed.add(row);
            remarks.add(
                    "token %s (%s) acts for %s, %s"
                            .formatted(
                                    token.id(),
                                    token.name(),
                                    token.owner(),
                                    token.revoked() == null
                                            ? "until " + token.expires()
                                            : "revoked"));
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("people", rows);
        json.put("tokens", listed);
        return new Answer(json, rows, remarks);
    }

    static Map<String, @Nullable Object> row(Person person) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("login", person.login());
        row.put("name", person.name());
        row.put("roles", sorted(person.roles()));
        row.put("units", sorted(person.scope().units()));
        row.put("entities", sorted(person.scope().entities()));
        row.put("osUser", person.osUser().orElse(null));
        row.put("subject", person.subject().orElse(null));
        row.put("active", person.active());
        return row;
    }

    private static List<String> sorted(Set<String> texts) {
        return List.copyOf(new TreeSet<>(texts));
    }
}
