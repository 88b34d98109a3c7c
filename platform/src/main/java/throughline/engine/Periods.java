package throughline.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import throughline.calendar.AccountingPeriods;
import throughline.calendar.AccountingPeriods.Observed;
import throughline.calendar.DateRange;
import throughline.calendar.ObservedPeriods;
import throughline.calendar.PeriodState;
import throughline.journal.RecordStore;
import throughline.landscape.Release;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/**
 * Which accounting periods are closed, as financial systems were observed to hold them. Read once,
 * and again when a record of a period was taken in, here or by another node.
 *
 * <p><b>Threads</b>: safe for any number.
 */
final class Periods {

    private final DataSource database;
    private final Supplier<Release> release;
    private final AtomicLong noted = new AtomicLong(1);
    private volatile long upToDate;
    private volatile ObservedPeriods current = ObservedPeriods.NONE;
    private ObservedPeriods announced = ObservedPeriods.NONE;

    Periods(DataSource database, Supplier<Release> release) {
        this.database = database;
        this.release = release;
    }

    /** As they are known now. */
    ObservedPeriods current() throws SQLException {
        if (upToDate != noted.get()) {
            catchUp();
        }
        return current;
    }

    /** Whoever comes while another reads waits for it: what it knew before is not so any more. */
    private synchronized void catchUp() throws SQLException {
        if (upToDate != noted.get()) {
            read();
        }
    }

    /** These records were taken in. */
    void note(Collection<RecordKey> taken) {
        Set<Kind> kinds = kinds();
        if (taken.stream().anyMatch(key -> kinds.contains(new Kind(key.system(), key.type())))) {
            noted.incrementAndGet();
        }
    }

    /** Reads them again; true when they are others than the last time that this was asked. */
    synchronized boolean changed() throws SQLException {
        read();
        boolean changed = !current.equals(announced);
        announced = current;
        return changed;
    }

    private synchronized void read() throws SQLException {
        Set<Kind> kinds = kinds();
        long upTo = noted.get();
        List<CanonicalRecord> records = new ArrayList<>();
        if (!kinds.isEmpty()) {
            try (Connection connection = database.getConnection()) {
                for (Kind kind : kinds) {
                    records.addAll(RecordStore.all(connection, kind.system(), kind.type()));
                }
            }
        }
        current = observed(records);
        upToDate = upTo;
    }

    /** What these records of periods say; those of other kinds are left aside. */
    static ObservedPeriods observed(Collection<CanonicalRecord> records) {
        Map<String, List<Observed>> byEntity = new TreeMap<>();
        for (CanonicalRecord each : records) {
            if (each instanceof CanonicalRecord.Period period) {
                byEntity.computeIfAbsent(period.legalEntity(), code -> new ArrayList<>())
                        .add(observed(period));
            }
        }
        return new ObservedPeriods(
                byEntity.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        each -> new AccountingPeriods(each.getValue()))));
    }

    private static Observed observed(CanonicalRecord.Period period) {
        return new Observed(
                new DateRange(period.from(), period.until()), PeriodState.of(period.state()));
    }

    private Set<Kind> kinds() {
        return release.get().mappings().stream()
                .filter(mapping -> mapping.canonical().equals("period"))
                .map(mapping -> new Kind(mapping.system(), mapping.type()))
                .collect(Collectors.toSet());
    }

    private record Kind(String system, String type) {}
}
