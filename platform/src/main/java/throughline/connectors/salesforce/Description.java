package throughline.connectors.salesforce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.connectors.Json;

/**
 * What an object is made of, as it was described.
 *
 * @param fields those that a query can ask for, in their order
 * @param children the ways to records that refer to it, by the names that queries use
 * @param types what each field holds, in the vendor's words
 * @param ways how queries go on from a field that refers to another object
 */
record Description(
        String object,
        List<String> fields,
        Map<String, String> types,
        Map<String, Child> children,
        Map<String, String> ways) {

    /** Composed of other fields, or too large for a list: they are not asked for. */
    private static final Set<String> LEFT_OUT = Set.of("address", "location", "base64");

    Description {
        fields = List.copyOf(fields);
        types = Map.copyOf(types);
        children = Map.copyOf(children);
        ways = Map.copyOf(ways);
    }

    /** The object of some children, and the field by which they refer to their parent. */
    record Child(String object, String field) {}

    static Description of(Map<String, Object> described) {
        List<String> fields = new ArrayList<>();
        Map<String, String> types = new LinkedHashMap<>();
        Map<String, String> ways = new LinkedHashMap<>();
        for (Map<String, Object> field : Json.objects(described, "fields")) {
            String name = Json.text(field, "name").orElse("");
            String type = Json.text(field, "type").orElse("");
            types.put(name, type);
            boolean asked =
                    !LEFT_OUT.contains(type)
                            && !Boolean.TRUE.equals(field.get("deprecatedAndHidden"));
            if (asked && !name.isEmpty()) {
                fields.add(name);
            }
            Json.text(field, "relationshipName").ifPresent(way -> ways.put(name, way));
        }
        Map<String, Child> children = new LinkedHashMap<>();
        for (Map<String, Object> each : Json.objects(described, "childRelationships")) {
            Optional<String> name = Json.text(each, "relationshipName");
            name.ifPresent(
                    relationship ->
                            children.put(
                                    relationship,
                                    new Child(
                                            Json.text(each, "childSObject").orElse(""),
                                            Json.text(each, "field").orElse(""))));
        }
        return new Description(
                Json.text(described, "name").orElse(""), fields, types, children, ways);
    }

    /** What a field holds; empty for one that there is not. */
    String type(String field) {
        return types.getOrDefault(field, "");
    }

    boolean has(String field) {
        return fields.contains(field);
    }
}
