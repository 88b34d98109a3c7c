package throughline.landscape;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one canonical field is made of, as the syntax tree of its expression tells.
 *
 * @param field its path in the canonical record, {@code lines.amount}
 * @param expression as it is written
 * @param sources paths in the raw record, {@code raw.Amount}
 * @param tables code maps that it goes through
 * @param records other records that it looks up, as {@code system:type}
 * @param reads fields of the raw record by their whole way, {@code Lines[].Amount}
 * @param required whether a record cannot be without it
 * @param line of the mapping's file, counted from 1; 0 when nobody says
 */
public record Lineage(
        String field,
        String expression,
        List<String> sources,
        Set<String> tables,
        Set<String> records,
        List<String> reads,
        boolean required,
        int line) {

    public Lineage {
        sources = List.copyOf(sources);
        tables = new TreeSet<>(tables);
        records = new TreeSet<>(records);
        reads = List.copyOf(reads);
    }
}
