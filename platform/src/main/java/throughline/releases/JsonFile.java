package throughline.releases;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import throughline.journal.RawJson;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Place;
import throughline.landscape.build.Tree;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/** One JSON file as a tree with places. Values stay texts. */
final class JsonFile {

    private final String file;
    private final JsonParser in;

    private JsonFile(String file, JsonParser in) {
        this.file = file;
        this.in = in;
    }

    static Tree read(String file, String text, Defects defects) {
        try (JsonParser in =
                RawJson.parser(
                        new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            if (in.nextToken() == null) {
                return new Tree.Nothing(Place.of(file));
            }
            return new JsonFile(file, in).value();
        } catch (JacksonException unreadable) {
            TokenStreamLocation at = unreadable.getLocation();
            defects.add(
                    at == null ? Place.of(file) : new Place(file, at.getLineNr(), at.getColumnNr()),
                    "bad-json",
                    unreadable instanceof StreamConstraintsException
                            ? "This is nested deeper, or has a longer name or number, than any"
                                    + " contract needs. Ask its owner for a plain file."
                            : "This is not JSON: %s. Ask its owner for a whole file."
                                    .formatted(words(unreadable)));
            return new Tree.Nothing(Place.of(file));
        }
    }

    /** What the parser says to whoever wrote the file, without what it says to programmers. */
    private static String words(JacksonException unreadable) {
        return String.valueOf(unreadable.getOriginalMessage())
                .replaceAll("(?s) \\(start marker at .*", "")
                .replaceAll("(?s)\\s*\\[Source: .*?\\]", "");
    }

    private Tree value() {
        Place place = place();
        return switch (in.currentToken()) {
            case START_OBJECT -> {
                Map<String, Tree> entries = new LinkedHashMap<>();
                for (String name = in.nextName(); name != null; name = in.nextName()) {
                    in.nextToken();
                    entries.put(name, value());
                }
                yield new Tree.Section(entries, place);
            }
            case START_ARRAY -> {
                List<Tree> items = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value());
                }
                yield new Tree.Items(items, place);
            }
            case VALUE_NULL -> new Tree.Nothing(place);
            case VALUE_STRING -> new Tree.Text(in.getString(), true, place);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                    new Tree.Text(in.getString(), false, place);
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("no value begins here: " + in.currentToken());
        };
    }

    private Place place() {
        TokenStreamLocation at = in.currentTokenLocation();
        return new Place(file, at.getLineNr(), at.getColumnNr());
    }
}
