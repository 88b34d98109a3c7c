package throughline.landscape.build;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds secrets that are written out where a reference to one belongs: by the names of values where
 * people set things up, by what secrets look like everywhere. What is found is never repeated.
 */
final class LiteralSecrets {

    private static final Pattern NAME =
            Pattern.compile(
                    "(?i).*(secret|password|passwd|pwd|passphrase|token|credential"
                            + "|(api|access|private|signing|client|secret)[-_]?key)s?");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:env|file):[^}]+}");

    /** An expression that names what is resolved elsewhere. */
    private static final Pattern NAMED = Pattern.compile("(auth|body|answer)(\\.[A-Za-z_]+)+");

    /** Passwords in addresses, headers of sign-in, keys and tokens of well-known makers. */
    private static final List<Pattern> LOOKS =
            List.of(
                    Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/\\s:@]+:(?!\\$\\{)[^/\\s@]+@"),
                    Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"),
                    Pattern.compile(
                            "(?i)\\b(bearer|basic)\\s+(?=\\S*[0-9=+/_])[A-Za-z0-9+/_.=~-]{16,}"),
                    Pattern.compile("\\b(AKIA|ASIA)[0-9A-Z]{16}\\b"),
                    Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{20,}"),
                    Pattern.compile("\\b(sk|rk)_(live|test)_[A-Za-z0-9]{10,}"),
                    Pattern.compile("\\bwhsec_[A-Za-z0-9+/=]{16,}"),
                    Pattern.compile("\\bxox[abprs]-[A-Za-z0-9-]{10,}"),
                    Pattern.compile("\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\."));

    /** Records of others and expressions have names that mean nothing here. */
    private static final List<String> DATA =
            List.of("mappings/", "tests/", "recordings/", "ownership.yaml", "schemas.yaml");

    private final Defects defects;

    LiteralSecrets(Defects defects) {
        this.defects = defects;
    }

    /** In all files but contracts, which describe what others call so. */
    void look(Files files) {
        files.trees()
                .forEach(
                        (name, tree) -> {
                            if (!name.startsWith("contracts/")) {
                                look(tree, DATA.stream().noneMatch(name::startsWith));
                            }
                        });
        files.sheets()
                .values()
                .forEach(
                        sheet ->
                                sheet.lines()
                                        .forEach(
                                                line ->
                                                        look(
                                                                line.cells(),
                                                                new Place(
                                                                        sheet.place().file(),
                                                                        line.number(),
                                                                        0))));
    }

    private void look(List<String> cells, Place place) {
        if (cells.stream().anyMatch(LiteralSecrets::looksLikeOne)) {
            written("A secret", place);
        }
    }

    /**
     * In one file.
     *
     * @param byName whether names say what a value is, too
     */
    void look(Tree tree, boolean byName) {
        switch (tree) {
            case Tree.Items items -> items.items().forEach(item -> look(item, byName));
            case Tree.Section section ->
                    section.entries()
                            .forEach(
                                    (name, value) -> {
                                        if (byName && NAME.matcher(name).matches()) {
                                            named(name, value);
                                        } else {
                                            look(value, byName);
                                        }
                                    });
            case Tree.Text text when looksLikeOne(text.value()) ->
                    written("A secret", text.place());
            case Tree.Text _, Tree.Nothing _ -> {}
        }
    }

    private static boolean looksLikeOne(String text) {
        return LOOKS.stream().anyMatch(look -> look.matcher(text).find());
    }

    private void named(String name, Tree value) {
        if (value instanceof Tree.Section) {
            look(value, true);
        }
        texts(value)
                .filter(text -> !isReference(text.value()))
                .forEach(
                        text -> {
                            if (text.value().startsWith("${")) {
                                defects.add(
                                        text.place(),
                                        "literal-secret",
                                        ("%s is no reference that can be followed. Write"
                                                        + " ${env:NAME} or ${file:PATH}.")
                                                .formatted(name));
                            } else {
                                written(name, text.place());
                            }
                        });
    }

    private static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches() || NAMED.matcher(text).matches();
    }

    private void written(String what, Place place) {
        defects.add(
                place,
                "literal-secret",
                ("%s is written out here. Refer to it as ${env:NAME} or ${file:PATH}, and change"
                                + " the secret, since it has been seen.")
                        .formatted(what));
    }

    /** Texts, alone or in a list. */
    private static Stream<Tree.Text> texts(Tree value) {
        return switch (value) {
            case Tree.Text text -> Stream.of(text);
            case Tree.Items items -> items.items().stream().flatMap(LiteralSecrets::texts);
            case Tree.Section _, Tree.Nothing _ -> Stream.of();
        };
    }
}
