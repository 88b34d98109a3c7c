package throughline.connectors;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.landscape.SystemDeclaration;

/** A system's settings, as its file in the landscape holds them, read by type. */
record Settings(String system, Map<String, Object> values) {

    static Settings of(SystemDeclaration declaration) {
        return new Settings(declaration.name(), declaration.settings());
    }

    Settings below(String name) {
        return new Settings(system, Json.child(values, name));
    }

    Optional<String> text(String name) {
        return Json.text(values, name);
    }

    String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    /** A duration as {@code PT10S} or {@code 10s}, {@code 500ms}, {@code 2m}. */
    Duration duration(String name, Duration otherwise) {
        return text(name).map(this::parsed).orElse(otherwise);
    }

    int number(String name, int otherwise) {
        return text(name).map(text -> new BigDecimal(text).intValueExact()).orElse(otherwise);
    }

    List<String> texts(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private Duration parsed(String text) {
        if (text.startsWith("P")) {
            return Duration.parse(text);
        }
        if (text.endsWith("ms")) {
            return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
        }
        return Duration.parse("PT" + text);
    }
}
