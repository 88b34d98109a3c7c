package throughline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command answers, in every form in which it can be printed.
 *
 * @param json the documented object
 * @param rows the same as rows of named cells, all with the same names in the same order
 * @param remarks sentences for people, printed below the table
 */
record Answer(
        Map<String, @Nullable Object> json,
        List<Map<String, @Nullable Object>> rows,
        List<String> remarks) {

    Answer {
        rows = List.copyOf(rows);
        remarks = List.copyOf(remarks);
    }

    /** The same answer with one more sentence. */
    Answer remarking(String sentence) {
        List<String> more = new ArrayList<>(remarks);
        more.add(sentence);
        return new Answer(json, rows, more);
    }
}
