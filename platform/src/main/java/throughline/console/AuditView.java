package throughline.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who did what.
 *
 * @param verdict whether the chain is whole, in one sentence
 */
public record AuditView(
        Page page,
        String words,
        boolean sound,
        String verdict,
        List<Row> rows,
        @Nullable String older) {

    /** One entry. */
    public record Row(
            long position,
            String when,
            String who,
            String through,
            String what,
            String subject,
            String why,
            String before,
            String after) {}
}
