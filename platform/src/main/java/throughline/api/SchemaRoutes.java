package throughline.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import throughline.landscape.Release;
import throughline.people.RefusedToPersonException;
import throughline.people.RefusedToPersonException.Kind;
import throughline.schema.Fingerprint;
import throughline.schema.JsonSchema;
import throughline.schema.Schema;

/** What the canonical records of the release in force look like, as JSON Schemas. */
@RestController
public final class SchemaRoutes {

    private final Supplier<Release> release;

    /** Routes over what is in force. */
    public SchemaRoutes(Supplier<Release> release) {
        this.release = release;
    }

    /** The types that are published, what of them will go, and the name of all together. */
    @GetMapping(path = "/api/v1/schemas", produces = MediaType.APPLICATION_JSON_VALUE)
    public Map<String, @Nullable Object> all() {
        Release now = release.get();
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("release", now.id().substring(0, 12));
        all.put("fingerprint", Fingerprint.of(now.schemas()));
        all.put(
                "types",
                now.schemas().types().keySet().stream()
                        .map(type -> Map.of("type", type, "href", "/api/v1/schemas/" + type))
                        .toList());
        List<Map<String, Object>> deprecated =
                now.publication().sunsets().entrySet().stream()
                        .map(
                                each ->
                                        Map.<String, Object>of(
                                                "path", each.getKey(),
                                                "sunset", each.getValue().on().toString(),
                                                "instead", each.getValue().instead().orElse("")))
                        .toList();
        all.put("deprecated", deprecated);
        return all;
    }

    /** One type's schema. */
    @GetMapping(path = "/api/v1/schemas/{type}", produces = "application/schema+json")
    public ResponseEntity<Map<String, Object>> one(@PathVariable String type) {
        Release now = release.get();
        Schema schema = now.schemas().types().get(type);
        if (schema == null) {
            throw new RefusedToPersonException(
                    Kind.NOT_THERE,
                    "not-found",
                    "Nothing of the type %s is published. Published are %s."
                            .formatted(type, String.join(", ", now.schemas().types().keySet())));
        }
        return ResponseEntity.ok()
                .eTag('"' + Fingerprint.of(now.schemas()) + '"')
                .body(
                        JsonSchema.of(
                                "urn:throughline:schema:" + type,
                                type,
                                schema,
                                now.publication().days()));
    }
}
