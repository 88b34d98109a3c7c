package throughline.codes;

import java.util.List;
import java.util.Map;

/**
 * What would become of the messages that wait, if a code meant something.
 *
 * @param row the line that would be added to the file of the map
 * @param understood how many would be understood
 * @param waiting how many would wait for something else, with what for
 * @param refused how many would be refused, with why
 * @param example the first that would be understood, as it came
 * @param fields the same as it would be understood
 */
public record Prospect(
        String map,
        String code,
        String meaning,
        String row,
        long messages,
        long understood,
        Map<String, Long> waiting,
        Map<String, Long> refused,
        String example,
        Map<String, String> fields,
        List<String> records) {}
