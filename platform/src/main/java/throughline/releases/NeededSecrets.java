package throughline.releases;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import throughline.connectors.Endpoints;
import throughline.connectors.Secrets;
import throughline.landscape.SystemDeclaration;

/**
 * Which secrets systems refer to where they are bound, and who refers to each. References only:
 * what they stand for is asked for and never kept.
 *
 * @param systems by the reference that holds there, as {@code env:NAME}
 */
public record NeededSecrets(SortedMap<String, List<String>> systems) {

    public NeededSecrets {
        systems = new TreeMap<>(systems);
    }

    /** Those of systems in an environment. */
    public static NeededSecrets of(List<SystemDeclaration> declared, Environment environment) {
        SortedMap<String, TreeSet<String>> found = new TreeMap<>();
        for (SystemDeclaration system : declared) {
            each(
                    system.settings(),
                    reference ->
                            found.computeIfAbsent(
                                            environment
                                                    .secrets()
                                                    .getOrDefault(reference, reference),
                                            _ -> new TreeSet<>())
                                    .add(system.name()));
        }
        return listed(found);
    }

    /**
     * Those that would be told to another host than before. An environment that means it names the
     * reference as standing for itself; from one address of this machine to another, nobody else
     * hears it.
     *
     * @param otherwise where systems answer when an environment does not say it
     */
    public static NeededSecrets carriedOver(
            List<SystemDeclaration> declared,
            Environment before,
            Environment next,
            Endpoints otherwise) {
        SortedMap<String, TreeSet<String>> told = new TreeMap<>();
        for (SystemDeclaration system : declared) {
            if (next.moves(system, before, otherwise)) {
                Map<String, Object> settings = new TreeMap<>(system.settings());
                settings.remove("sources"); // by these it proves itself to us
                each(
                        settings,
                        reference -> {
                            String was = before.secrets().getOrDefault(reference, reference);
                            if (was.equals(next.secrets().getOrDefault(reference, reference))
                                    && !next.secrets().containsKey(reference)) {
                                told.computeIfAbsent(reference, _ -> new TreeSet<>())
                                        .add(system.name());
                            }
                        });
            }
        }
        return listed(told);
    }

    private static NeededSecrets listed(SortedMap<String, TreeSet<String>> found) {
        SortedMap<String, List<String>> all = new TreeMap<>();
        found.forEach((reference, names) -> all.put(reference, List.copyOf(names)));
        return new NeededSecrets(all);
    }

    /** Every reference in a system's settings. */
    static void each(Object value, Consumer<String> reference) {
        switch (value) {
            case Map<?, ?> map -> map.values().forEach(one -> each(one, reference));
            case List<?> list -> list.forEach(one -> each(one, reference));
            case String text when text.startsWith("env:") || text.startsWith("file:") ->
                    reference.accept(text);
            case Object _ -> {
                return;
            }
        }
    }

    /** Those behind which there is nothing. */
    public NeededSecrets unset(Secrets secrets) {
        SortedMap<String, List<String>> unset = new TreeMap<>(systems);
        unset.keySet()
                .removeIf(
                        reference ->
                                secrets.resolve(reference)
                                        .filter(value -> !value.isBlank())
                                        .isPresent());
        return new NeededSecrets(unset);
    }

    /** Those that an environment has a name of its own for. */
    public NeededSecrets namedBy(Environment environment) {
        SortedMap<String, List<String>> own = new TreeMap<>(systems);
        own.keySet().retainAll(environment.secrets().values());
        return new NeededSecrets(own);
    }

    /** Those that others do not need. */
    public NeededSecrets besides(NeededSecrets others) {
        SortedMap<String, List<String>> more = new TreeMap<>(systems);
        more.keySet().removeAll(others.systems.keySet());
        return new NeededSecrets(more);
    }

    /** Whether it is none. */
    public boolean isEmpty() {
        return systems.isEmpty();
    }

    /** By name, with the systems that refer to each. */
    public String words() {
        return String.join(
                ", ",
                systems.entrySet().stream()
                        .map(
                                each ->
                                        "${%s} (%s)"
                                                .formatted(
                                                        each.getKey(),
                                                        String.join(", ", each.getValue())))
                        .toList());
    }
}
