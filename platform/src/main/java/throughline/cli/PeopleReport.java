package throughline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.people.PeopleRows;
import throughline.people.Person;
import throughline.people.Tokens;

/** People as the command line tells them. */
final class PeopleReport {

    private PeopleReport() {}

    static Answer of(List<Person> people, List<Tokens.Listed> tokens) {
        List<Map<String, @Nullable Object>> rows = people.stream().map(PeopleRows::of).toList();
        List<String> remarks = new ArrayList<>();
        List<Map<String, @Nullable Object>> listed = new ArrayList<>();
        for (Tokens.Listed token : tokens) {
            listed.add(PeopleRows.of(token));
            remarks.add(
                    "token %s (%s) acts for %s%s, %s"
                            .formatted(
                                    token.id(),
                                    token.name(),
                                    token.owner(),
                                    token.maker().isEmpty() || token.maker().equals(token.owner())
                                            ? ""
                                            : ", made by " + token.maker(),
                                    token.revoked() == null
                                            ? "until " + token.expires()
                                            : "revoked"));
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("people", rows);
        json.put("tokens", listed);
        return new Answer(json, rows, remarks);
    }
}
