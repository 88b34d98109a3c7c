package throughline.releases;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import throughline.landscape.NearMiss;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Place;
import throughline.landscape.build.SystemSettings;
import throughline.landscape.build.Tree;

/** Reads the file of an environment, and notes all that is wrong with it. */
final class EnvironmentReader {

    private static final Set<String> PARTS = Set.of("endpoints", "secrets", "limits");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{((?:env|file):[^}]+)}");

    private final Set<String> systems = new TreeSet<>();
    private final Set<String> references = new TreeSet<>();
    private final Defects defects;

    EnvironmentReader(List<SystemDeclaration> declared, Defects defects) {
        this.defects = defects;
        declared.forEach(
                system -> {
                    systems.add(system.name());
                    NeededSecrets.each(system.settings(), references::add);
                });
    }

    Environment read(String name, Tree tree) {
        Map<String, URI> endpoints = new TreeMap<>();
        Map<String, String> secrets = new TreeMap<>();
        Map<String, Map<String, String>> limits = new TreeMap<>();
        if (!(tree instanceof Tree.Section top) || top.entries().isEmpty()) {
            defects.add(
                    tree.place(),
                    "bad-shape",
                    "An environment says something: endpoints, secrets or limits. Write one of"
                            + " them.");
            return Environment.NONE;
        }
        top.entries()
                .forEach(
                        (part, value) -> {
                            if (!PARTS.contains(part)) {
                                defects.add(
                                        value.place(),
                                        "unknown-name",
                                        "An environment has no "
                                                + part
                                                + "."
                                                + NearMiss.hint(part, PARTS)
                                                + " Use endpoints, secrets, limits.");
                            }
                        });
        part(top, "endpoints", (system, value) -> endpoint(system, value, endpoints));
        part(top, "secrets", (reference, value) -> secret(reference, value, secrets));
        part(top, "limits", (system, value) -> limits(system, value, limits));
        SystemSettings.noSecrets(top, defects);
        return new Environment(name, endpoints, secrets, limits);
    }

    private void part(Tree.Section top, String name, BiConsumer<String, Tree> each) {
        Tree part = top.entries().get(name);
        if (part instanceof Tree.Section section) {
            section.entries().forEach(each);
        } else if (part != null) {
            defects.add(
                    part.place(),
                    "bad-shape",
                    "%s must be names with values, one a line.".formatted(name));
        }
    }

    private void endpoint(String system, Tree value, Map<String, URI> endpoints) {
        if (!known(system.replaceAll("\\.secondary$", ""), value.place())) {
            return;
        }
        Optional<URI> address =
                value instanceof Tree.Text url ? address(url.value()) : Optional.empty();
        address.ifPresentOrElse(
                there -> endpoints.put(system, there),
                () ->
                        defects.add(
                                value.place(),
                                "bad-value",
                                ("%s needs an address such as https://host/path, and nothing after"
                                                + " a ? or #: what proves who calls is named by"
                                                + " reference in the system's file.")
                                        .formatted(system)));
    }

    private static Optional<URI> address(String url) {
        if (!url.matches("(https?|kafka)://[^\\s/]+(/\\S*)?")) {
            return Optional.empty();
        }
        try {
            URI there = new URI(url);
            boolean bare = there.getRawQuery() == null && there.getRawFragment() == null;
            return bare ? Optional.of(there) : Optional.empty();
        } catch (URISyntaxException unreadable) {
            return Optional.empty();
        }
    }

    private boolean known(String system, Place place) {
        if (!systems.contains(system)) {
            defects.add(
                    place,
                    "unknown-reference",
                    "There is no system %s.%s Declare it under systems, or correct the name."
                            .formatted(system, NearMiss.hint(system, systems)));
        }
        return systems.contains(system);
    }

    private void secret(String reference, Tree value, Map<String, String> secrets) {
        Matcher old = REFERENCE.matcher(reference);
        if (!old.matches() || !references.contains(old.group(1))) {
            defects.add(
                    value.place(),
                    "unknown-reference",
                    "No system refers to %s. They refer to: %s."
                            .formatted(
                                    reference,
                                    String.join(
                                            ", ",
                                            references.stream()
                                                    .map(each -> "${" + each + "}")
                                                    .toList())));
            return;
        }
        Matcher next = REFERENCE.matcher(value instanceof Tree.Text text ? text.value() : "");
        if (next.matches()) {
            secrets.put(old.group(1), next.group(1));
        } else {
            defects.add(
                    value.place(),
                    "literal-secret",
                    ("What stands for %s must be a reference too: ${env:NAME} or ${file:PATH}. If a"
                                    + " secret is written out here, change it: it has been seen.")
                            .formatted(reference));
        }
    }

    private void limits(String system, Tree value, Map<String, Map<String, String>> limits) {
        if (known(system, value.place())) {
            SystemSettings.limits(value, defects);
            if (value instanceof Tree.Section section) {
                Map<String, String> here = new TreeMap<>();
                section.entries()
                        .forEach(
                                (name, number) -> {
                                    if (number instanceof Tree.Text text) {
                                        here.put(name, text.value());
                                    }
                                });
                limits.put(system, here);
            }
        }
    }
}
