package throughline.people;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** People, and programs that act for them, as the command line and programs are told them. */
public final class PeopleRows {

    private PeopleRows() {}

    /** Somebody. */
    public static Map<String, @Nullable Object> of(Person person) {
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

    /** A program's token, without its secret, which nobody keeps. */
    public static Map<String, @Nullable Object> of(Tokens.Listed token) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", token.id());
        row.put("name", token.name());
        row.put("owner", token.owner());
        row.put("maker", token.maker().isEmpty() ? null : token.maker());
        row.put("roles", token.roles());
        row.put("expires", token.expires().toString());
        row.put("revoked", token.revoked() == null ? null : token.revoked().toString());
        return row;
    }

    private static List<String> sorted(Set<String> texts) {
        return List.copyOf(new TreeSet<>(texts));
    }
}
