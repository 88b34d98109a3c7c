package throughline.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the list of engagements, as it is printed. */
public record EngagementsView(
        Page page,
        String query,
        List<Choice> stages,
        List<Column> columns,
        List<Row> rows,
        String range,
        @Nullable String previous,
        @Nullable String next) {

    /** A choice in the stage filter. */
    public record Choice(String value, String text, boolean chosen) {}

    /** A column that can be sorted by. */
    public record Column(String text, String href, String ariaSort, boolean number) {}

    /** One engagement. */
    public record Row(
            String id,
            String href,
            String name,
            String customer,
            String unit,
            String stage,
            String stageTone,
            String contractValue,
            String billed,
            String recognized,
            long exceptions) {}
}
