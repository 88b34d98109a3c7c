package throughline.landscape;

import java.util.List;
import java.util.Map;

/**
 * One instance of an outside application.
 *
 * @param connector which connector carries its calls: {@code files}, {@code salesforce-rest}, ...
 * @param entities legal entities it serves; empty for all
 * @param units business units it serves; empty for all
 * @param writes what it receives from us, as action kinds; empty for a source only
 * @param settings everything else of its file, for the connector and the intake
 */
public record SystemDeclaration(
        String name,
        Release.Role role,
        String connector,
        Mode mode,
        List<String> entities,
        List<String> units,
        List<String> writes,
        String owner,
        Map<String, Object> settings) {

    public SystemDeclaration {
        entities = List.copyOf(entities);
        units = List.copyOf(units);
        writes = List.copyOf(writes);
        settings = Map.copyOf(settings);
    }

    /** Whether writes leave the house. */
    public enum Mode {
        LIVE,
        SHADOW
    }
}
