package throughline.codes;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A code that messages wait for.
 *
 * @param map the code map that does not know it
 * @param code as the source writes it
 * @param messages how many wait for it
 * @param systems which sent them
 * @param meanings what codes of this map can mean
 * @param proposed what it probably means; empty when nothing is like it
 * @param because why it probably does
 */
public record Gap(
        String map,
        String code,
        long messages,
        Instant oldest,
        List<String> systems,
        List<String> meanings,
        Optional<String> proposed,
        String because) {

    public Gap {
        systems = List.copyOf(systems);
        meanings = List.copyOf(meanings);
    }
}
