package throughline.connectors.salesforce;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import throughline.connectors.Json;

/**
 * A record that a write makes or changes, found again by an external id.
 *
 * @param key the external id; its value is the write's reference
 * @param parent the field that refers to the record above; empty for one that stands alone
 * @param fields the vendor's field, and where its value stands in what is written
 * @param each lists in what is written whose elements become records below this one
 */
public record Made(
        String object,
        String key,
        Optional<String> parent,
        Map<String, String> fields,
        Map<String, Made> each) {

    public Made {
        fields = Map.copyOf(fields);
        each = Map.copyOf(each);
    }

    /** As a system's file says it, which was checked. */
    public static Made of(Map<String, Object> said) {
        Map<String, String> fields = new LinkedHashMap<>();
        Json.child(said, "fields").forEach((field, path) -> fields.put(field, path.toString()));
        Map<String, Made> each = new LinkedHashMap<>();
        Json.child(said, "each")
                .forEach(
                        (list, made) ->
                                each.put(list, of(Json.child(Json.child(said, "each"), list))));
        return new Made(
                Json.text(said, "object").orElse(""),
                Json.text(said, "key").orElse(""),
                Json.text(said, "parent"),
                fields,
                each);
    }
}
