package throughline.landscape.build;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import throughline.landscape.Fault;
import throughline.landscape.expression.Vocabulary;

/**
 * Whether the word that an expression says outright, or has a code map say, is one that its field
 * holds. A status that is misspelled would refuse every record that it is meant for, later.
 */
final class MeantWords {

    private static final Pattern WRITTEN = Pattern.compile("\\s*(['\"])([^'\"]*)\\1\\s*");

    /** What an expression, or the last branch of one, leaves to a code map. */
    private static final Pattern MAPPED =
            Pattern.compile("(?:^|[?:])\\s*code\\(\\s*['\"]([^'\"]+)['\"]\\s*,[^?:=<>]*$");

    private final Vocabulary vocabulary;
    private final Defects defects;

    MeantWords(Vocabulary vocabulary, Defects defects) {
        this.vocabulary = vocabulary;
        this.defects = defects;
    }

    void check(Kind kind, String name, String text, Place place) {
        if (!isOneOfSome(kind)) {
            return;
        }
        Matcher written = WRITTEN.matcher(text);
        if (written.matches() && !holds(kind, written.group(2))) {
            defects.add(
                    place,
                    "unknown-value",
                    "%s is %s, and must be %s. Write one of them."
                            .formatted(name, written.group(2), kind.words()));
        }
        Matcher mapped = MAPPED.matcher(text);
        if (mapped.find()) {
            vocabulary
                    .table(mapped.group(1))
                    .filter(SheetTable.class::isInstance)
                    .ifPresent(table -> meanings(kind, mapped.group(1), (SheetTable) table));
        }
    }

    private static boolean isOneOfSome(Kind kind) {
        return switch (kind) {
            case STAGE, DOCUMENT, CHANGE, TIME -> true;
            case TEXT, LABEL, KEY, MONEY, DECIMAL, QUANTITY, DATE, INSTANT, TRUTH -> false;
        };
    }

    private static boolean holds(Kind kind, String word) {
        return !(Coercion.coerce(kind, word, "meaning") instanceof Fault);
    }

    private void meanings(Kind kind, String name, SheetTable table) {
        for (SheetTable.Rule rule : table.rules()) {
            Optional<String> meaning = rule.row().output("meaning");
            if (meaning.isPresent() && !holds(kind, meaning.get())) {
                defects.add(
                        new Place("tables/" + name + ".csv", rule.row().number(), 0),
                        "unknown-value",
                        "meaning is %s, and a mapping makes of it %s. Write one of them."
                                .formatted(meaning.get(), kind.words()));
            }
        }
    }
}
