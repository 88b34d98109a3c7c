package throughline.intake;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;

/**
 * Which files a system's records come in, as the landscape says under {@code sources} of the
 * system.
 *
 * @param pattern of the file's name, with {@code *} and {@code ?}
 * @param type of all records in the file; empty when each names its own
 * @param typeFrom the field that names the type of a record
 * @param idFrom the field that is the record's id, for when its mapping does not say
 */
public record FileSource(
        String system,
        String pattern,
        Optional<String> type,
        Optional<String> typeFrom,
        Optional<String> idFrom) {

    /** The file sources of a landscape in the order in which they are declared. */
    public static List<FileSource> of(Release release) {
        List<FileSource> all = new ArrayList<>();
        for (SystemDeclaration system : release.systems()) {
            if (system.settings().get("sources") instanceof List<?> sources) {
                for (Object each : sources) {
                    if (each instanceof Map<?, ?> source && "files".equals(source.get("kind"))) {
                        all.add(declared(system.name(), source));
                    }
                }
            }
        }
        return all;
    }

    private static FileSource declared(String system, Map<?, ?> source) {
        return new FileSource(
                system,
                text(source, "pattern").orElse("*"),
                text(source, "type"),
                text(source, "typeFrom"),
                text(source, "id").or(() -> text(source, "idFrom")));
    }

    private static Optional<String> text(Map<?, ?> source, String name) {
        return Optional.ofNullable(source.get(name)).map(Object::toString);
    }

    /** Whether a file's name fits. */
    public boolean takes(Path file) {
        Path name = file.getFileName();
        return name != null
                && FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(name);
    }
}
