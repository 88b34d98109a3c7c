package throughline.releases;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.connectors.Endpoints;
import throughline.connectors.Json;
import throughline.connectors.Secrets;
import throughline.landscape.SystemDeclaration;

/**
 * What an environment says of the outside world. It is bound when a release is applied and is no
 * part of the release: the same one runs in all of them.
 *
 * @param name as its file is called; empty for none
 * @param endpoints where systems answer, by their names
 * @param secrets references in place of those that the landscape has
 * @param limits what may be asked of systems, by their names, over what the landscape says
 */
public record Environment(
        String name,
        Map<String, URI> endpoints,
        Map<String, String> secrets,
        Map<String, Map<String, String>> limits) {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /** Nothing but what the landscape says. */
    public static final Environment NONE = new Environment("", Map.of(), Map.of(), Map.of());

    public Environment {
        endpoints = Map.copyOf(endpoints);
        secrets = Map.copyOf(secrets);
        limits = Map.copyOf(limits);
    }

    /** Systems with the limits that hold here. */
    public List<SystemDeclaration> over(List<SystemDeclaration> systems) {
        return systems.stream().map(this::over).toList();
    }

    private SystemDeclaration over(SystemDeclaration system) {
        Map<String, String> here = limits.get(system.name());
        if (here == null) {
            return system;
        }
        Map<String, Object> all = new LinkedHashMap<>();
        if (system.settings().get("limits") instanceof Map<?, ?> declared) {
            declared.forEach((name, value) -> all.put(String.valueOf(name), value));
        }
        all.putAll(here);
        Map<String, Object> settings = new LinkedHashMap<>(system.settings());
        settings.put("limits", all);
        return new SystemDeclaration(
                system.name(),
                system.role(),
                system.connector(),
                system.mode(),
                system.entities(),
                system.units(),
                system.writes(),
                system.owner(),
                settings);
    }

    /** Where a system answers here; a second address under its name and {@code .secondary}. */
    private Map<String, URI> addresses(SystemDeclaration system, Endpoints otherwise) {
        Endpoints here = new Endpoints(endpoints);
        Map<String, URI> found = new TreeMap<>();
        Optional<String> first = declared(system.settings());
        Optional<String> second = declared(system.settings().get("secondary"));
        Map.of(system.name(), first, system.name() + ".secondary", second)
                .forEach(
                        (name, declared) ->
                                here.of(name, Optional.empty())
                                        .or(() -> otherwise.of(name, declared))
                                        .ifPresent(uri -> found.put(name, uri)));
        return found;
    }

    private static Optional<String> declared(@Nullable Object settings) {
        return settings instanceof Map<?, ?> map
                ? Optional.ofNullable(map.get("endpoint")).map(String::valueOf)
                : Optional.empty();
    }

    /**
     * Whether a system answers at another host here than in an environment before this one.
     *
     * @param otherwise where it answers when an environment does not say it
     */
    boolean moves(SystemDeclaration system, Environment before, Endpoints otherwise) {
        Map<String, URI> was = before.addresses(system, otherwise);
        return addresses(system, otherwise).entrySet().stream()
                .anyMatch(
                        is ->
                                was.containsKey(is.getKey())
                                        && !sameHost(was.get(is.getKey()), is.getValue()));
    }

    private static boolean sameHost(URI one, URI other) {
        String host = String.valueOf(one.getHost());
        String next = String.valueOf(other.getHost());
        return host.equalsIgnoreCase(next) || LOOPBACK.contains(host) && LOOPBACK.contains(next);
    }

    /** Secrets by the references that hold here. */
    public Secrets over(Secrets otherwise) {
        return reference -> otherwise.resolve(secrets.getOrDefault(reference, reference));
    }

    /** What is bound, a sentence each; empty for none. */
    public List<String> sentences() {
        Map<String, String> told = new TreeMap<>();
        endpoints.forEach((system, uri) -> told.put(system + " 1", system + " answers at " + uri));
        limits.forEach(
                (system, values) ->
                        told.put(system + " 2", system + " is asked " + new TreeMap<>(values)));
        secrets.forEach((old, next) -> told.put("~" + old, next + " stands for " + old));
        return List.copyOf(told.values());
    }

    /** As it is kept; references only, never what they stand for. */
    String stored() {
        Map<String, Object> all = new TreeMap<>();
        Map<String, String> addresses = new TreeMap<>();
        endpoints.forEach((system, uri) -> addresses.put(system, uri.toString()));
        all.put("endpoints", addresses);
        all.put("secrets", new TreeMap<>(secrets));
        all.put("limits", new TreeMap<>(limits));
        return new String(Json.write(all), StandardCharsets.UTF_8);
    }

    static Environment of(String name, String stored) {
        Map<String, Object> all =
                Json.object(stored.getBytes(StandardCharsets.UTF_8)).orElse(Map.of());
        Map<String, URI> endpoints = new TreeMap<>();
        texts(all.get("endpoints")).forEach((key, uri) -> endpoints.put(key, URI.create(uri)));
        Map<String, Map<String, String>> limits = new TreeMap<>();
        if (all.get("limits") instanceof Map<?, ?> map) {
            map.forEach((system, values) -> limits.put(String.valueOf(system), texts(values)));
        }
        return new Environment(name, endpoints, texts(all.get("secrets")), limits);
    }

    private static Map<String, String> texts(@org.jspecify.annotations.Nullable Object value) {
        Map<String, String> texts = new TreeMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, text) -> texts.put(String.valueOf(key), String.valueOf(text)));
        }
        return texts;
    }
}
