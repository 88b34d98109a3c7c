package throughline.releases;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Sheet;

/** The rows of a table by what they ask for, so that a row is the same one on another line. */
final class Rows {

    private static final String OUTPUT = "then ";
    private static final String NOTE = "note";

    private Rows() {}

    /** One of them: where it stands, and what it says by column. */
    record Row(int line, Map<String, String> says) {
        Row {
            says = new LinkedHashMap<>(says);
        }
    }

    /** What each row says, by what it asks for; the same question twice is told apart. */
    static Map<String, Row> of(String name, byte @Nullable [] bytes) {
        Map<String, Row> rows = new LinkedHashMap<>();
        if (bytes == null) {
            return rows;
        }
        Optional<Sheet> sheet =
                CsvFile.read(name, name, new String(bytes, StandardCharsets.UTF_8), new Defects());
        for (Sheet.Line line : sheet.map(Sheet::lines).orElse(List.of())) {
            List<String> asks = new ArrayList<>();
            Map<String, String> says = new LinkedHashMap<>();
            List<String> header = sheet.orElseThrow().header();
            for (int i = 0; i < Math.min(header.size(), line.cells().size()); i++) {
                String column = header.get(i);
                if (column.startsWith(OUTPUT)) {
                    says.put(column.substring(OUTPUT.length()), line.cells().get(i));
                } else if (!column.equals(NOTE) && !line.cells().get(i).isEmpty()) {
                    asks.add(column + " " + line.cells().get(i));
                }
            }
            String key = String.join(", ", asks);
            for (int again = 2; rows.containsKey(key); again++) {
                key = String.join(", ", asks) + " (" + again + ")";
            }
            rows.put(key, new Row(line.number(), says));
        }
        return rows;
    }
}
