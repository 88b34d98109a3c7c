package throughline.landscape;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import throughline.observed.RecordKey;

/**
 * Turns the records of one type of one system into canonical ones.
 *
 * <p><b>Threads</b>: safe for any number of threads.
 */
public interface Mapping {

    /** The system's name in the landscape. */
    String system();

    /** The record type as the landscape calls it. */
    String type();

    /** The canonical type it yields: {@code deal}, {@code time-entry}, ... */
    String canonical();

    /** The file and line that it is written at. */
    String source();

    /**
     * Translates one record. Never throws for anything that the record contains.
     *
     * @param raw texts, {@link java.math.BigDecimal}s, booleans, lists, maps and nulls
     */
    Translation translate(Map<String, Object> raw, Lookup lookup);

    /**
     * The key of the record, without translating the rest; empty when its id is missing or faulty.
     */
    Optional<RecordKey> key(Map<String, Object> raw);

    /** Every field of the raw record that it reads, by its whole way: {@code Lines[].Amount}. */
    default Set<String> reads() {
        Set<String> reads = new TreeSet<>();
        lineage().forEach(row -> reads.addAll(row.reads()));
        return reads;
    }

    /** What each canonical field is made of; empty when this cannot be told. */
    default List<Lineage> lineage() {
        return List.of();
    }
}
