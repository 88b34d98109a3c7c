package throughline.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.connectors.Secrets;
import throughline.landscape.SystemDeclaration;

/**
 * How a system's notifications look, as the landscape says under {@code sources} of the system.
 *
 * @param type of all records; empty when each names its own
 * @param typeFrom the field that names the type
 * @param idFrom the field that is the record's id, for when its mapping does not say
 * @param recordFrom the field that holds the record; empty when the whole body is the record
 * @param secrets references to the secrets that sign; more than one while one is being replaced
 */
record WebhookSource(
        String system,
        Optional<String> type,
        Optional<String> typeFrom,
        Optional<String> idFrom,
        Optional<String> recordFrom,
        List<String> secrets) {

    static Optional<WebhookSource> of(SystemDeclaration system) {
        if (!(system.settings().get("sources") instanceof List<?> sources)) {
            return Optional.empty();
        }
        return sources.stream()
                .flatMap(each -> each instanceof Map<?, ?> source ? Stream.of(source) : Stream.of())
                .filter(source -> "webhook".equals(source.get("kind")))
                .findFirst()
                .map(source -> declared(system.name(), source));
    }

    static WebhookSource declared(String system, Map<?, ?> source) {
        Object secret = source.get("secret");
        return new WebhookSource(
                system,
                text(source, "type"),
                text(source, "typeFrom"),
                text(source, "idFrom").or(() -> text(source, "id")),
                text(source, "recordFrom"),
                secret instanceof List<?> several
                        ? several.stream().map(String::valueOf).toList()
                        : secret == null ? List.of() : List.of(secret.toString()));
    }

    private static Optional<String> text(Map<?, ?> source, String name) {
        return Optional.ofNullable(source.get(name)).map(Object::toString);
    }

    /** The secrets themselves; references to nothing are left out. */
    List<String> resolved(Secrets from) {
        return secrets.stream().flatMap(each -> from.resolve(each).stream()).toList();
    }
}
