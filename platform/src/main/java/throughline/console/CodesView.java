package throughline.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Codes that no code map knows, or one of them with what would become of it.
 *
 * @param prospect what would become of what waits; null before a meaning was chosen
 */
public record CodesView(Page page, List<Row> rows, @Nullable Ahead prospect) {

    /** One code that messages wait for. */
    public record Row(
            String map,
            String code,
            long messages,
            String systems,
            String oldest,
            List<Choice> meanings,
            String because) {}

    /** What it can mean. */
    public record Choice(String text, boolean proposed) {}

    /** What would become of the messages. */
    public record Ahead(
            String map,
            String code,
            String meaning,
            String row,
            String headline,
            List<String> lines,
            List<String> records,
            String example,
            List<OperatingView.Field> fields) {}
}
