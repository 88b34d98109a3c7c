package throughline.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import throughline.server.Server;
import throughline.server.SignedIn;

/** What the interface's own description says that each of its routes takes. */
final class Described {

    private final Map<?, ?> root;
    private final Map<String, Set<String>> queries = new HashMap<>();
    private final Map<String, Set<String>> members = new HashMap<>();

    Described(Server server) throws Exception {
        root = new Yaml().load(SignedIn.nobody(server).get("/api/v1/openapi.yaml").body());
        map(root, "paths")
                .forEach(
                        (path, item) ->
                                ((Map<?, ?>) item)
                                        .forEach(
                                                (method, each) -> read(method + " " + path, each)));
        assertThat(queries).hasSizeGreaterThan(30);
    }

    /** Its method is written in small letters. */
    private void read(String route, Object operation) {
        Set<String> asked = new TreeSet<>();
        Set<String> sent = new TreeSet<>();
        if (operation instanceof Map<?, ?> described) {
            if (described.get("parameters") instanceof List<?> parameters) {
                for (Object each : parameters) {
                    Map<?, ?> parameter = resolved(each);
                    if ("query".equals(parameter.get("in"))) {
                        asked.add(String.valueOf(parameter.get("name")));
                    }
                }
            }
            if (described.get("requestBody") != null) {
                Map<?, ?> body = resolved(described.get("requestBody"));
                Map<?, ?> schema =
                        resolved(map(map(body, "content"), "application/json").get("schema"));
                map(schema, "properties").keySet().forEach(name -> sent.add(name.toString()));
            }
        }
        queries.put(routed(route), asked);
        members.put(routed(route), sent);
    }

    private static String routed(String route) {
        int end = route.indexOf(' ');
        return route.substring(0, end).toUpperCase(Locale.ROOT) + route.substring(end);
    }

    /** Names of what stands after the question mark. */
    Set<String> queries(String route) {
        return queries.getOrDefault(route, Set.of());
    }

    /** Names of the members of the body. */
    Set<String> members(String route) {
        return members.getOrDefault(route, Set.of());
    }

    /** Every name that anything has, for routes that take whatever comes. */
    Set<String> names() {
        Set<String> all = new TreeSet<>();
        queries.values().forEach(all::addAll);
        members.values().forEach(all::addAll);
        return all;
    }

    private Map<?, ?> resolved(@Nullable Object part) {
        Map<?, ?> found = (Map<?, ?>) Objects.requireNonNull(part);
        if (!(found.get("$ref") instanceof String reference)) {
            return found;
        }
        Map<?, ?> there = root;
        for (String step : reference.substring(2).split("/", -1)) {
            there = map(there, step);
        }
        return there;
    }

    private static Map<?, ?> map(Map<?, ?> of, String name) {
        return of.get(name) instanceof Map<?, ?> found ? found : Map.of();
    }
}
