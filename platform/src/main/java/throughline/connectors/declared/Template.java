package throughline.connectors.declared;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.connectors.Request;
import throughline.landscape.build.Place;
import throughline.landscape.build.Tree;

/** A path with expressions in braces: {@code /projects/{found.id}.json?limit=100}. */
final class Template {

    private static final String KEPT = "-._~:/?#[]@!$&'()*+,;=%";

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** A piece of it: literal text, or an expression. */
    private record Part(String literal, Optional<Term> term) {}

    /** Reads one; what is wrong with it is noted at its column. */
    static Template read(String what, Tree.Text text, Naming naming) {
        List<Part> parts = new ArrayList<>();
        String value = text.value();
        int at = 0;
        while (at < value.length()) {
            int open = value.indexOf('{', at);
            int literalEnd = open < 0 ? value.length() : open;
            parts.add(new Part(escaped(value.substring(at, literalEnd)), Optional.empty()));
            if (open < 0) {
                break;
            }
            int close = closing(value, open + 1);
            if (close < 0) {
                naming.defects()
                        .add(
                                text.place(),
                                "bad-expression",
                                "%s has a { without its }. Close it.".formatted(what));
                break;
            }
            Place place = text.place();
            Tree inner =
                    new Tree.Text(
                            value.substring(open + 1, close),
                            false,
                            new Place(place.file(), place.line(), place.column() + open + 1));
            naming.term(what, inner).ifPresent(term -> parts.add(new Part("", Optional.of(term))));
            at = close + 1;
        }
        return new Template(parts);
    }

    /** The closing brace that belongs to an expression: not one in a text, not one of a map. */
    private static int closing(String value, int from) {
        int depth = 0;
        char quote = 0;
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && depth-- == 0) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The text, values escaped.
     *
     * @throws NoValueException when one of them is nothing
     */
    String made(Given given, Encoding encoding) {
        StringBuilder made = new StringBuilder();
        for (Part part : parts) {
            made.append(part.literal());
            part.term().ifPresent(term -> made.append(value(term, given, encoding)));
        }
        return made.toString();
    }

    private static String value(Term term, Given given, Encoding encoding) {
        Object value = term.value(given);
        if (value == null || value.toString().isBlank()) {
            throw new NoValueException(
                    "%s: %s is nothing, and a path needs it."
                            .formatted(term.what(), term.expression().text()));
        }
        return Request.escaped(encoding.text(value));
    }

    /** Spaces and the like as a URI writes them; what has a meaning in one stays. */
    private static String escaped(String literal) {
        StringBuilder escaped = new StringBuilder();
        for (byte each : literal.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || KEPT.indexOf(c) >= 0);
            escaped.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return escaped.toString();
    }
}
