package throughline.exposure;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.database.OneTransaction;
import throughline.landscape.LegalEntity;
import throughline.landscape.Release;
import throughline.money.Money;

/**
 * Looks for what will miss the next billing cutoff, and tells what the last look saw. A look reads
 * one consistent view and replaces what was kept in one transaction; what was said on a day is said
 * once and never put right afterwards, so that it can be held against what came of it.
 *
 * <p><b>Threads</b>: safe for any number, of any number of processes.
 */
public final class ExposureDesk {

    private static final int REMEMBERED = 400;

    private final DataSource source;
    private final ExposureStore store;
    private final OneTransaction transaction;
    private volatile Optional<Last> kept = Optional.empty();

    /**
     * What a look saw; it stays as it is until somebody looks again.
     *
     * @param look in which it was kept
     */
    private record Last(
            ExposureStore.Look look, List<Exposure.Cause> causes, List<Exposure.Said> said) {}

    /** A desk over a database. */
    public ExposureDesk(DataSource source) {
        this.source = source;
        this.store = new ExposureStore(source);
        this.transaction = new OneTransaction(source);
    }

    /** What the last look saw. */
    public Exposure last(Release release, Instant now) {
        Optional<ExposureStore.Look> look = store.look();
        Optional<Last> last = kept.filter(each -> look.equals(Optional.of(each.look())));
        if (last.isEmpty()) {
            last = look.map(each -> new Last(each, store.causes(), store.said(REMEMBERED)));
            kept = last;
        }
        return new Exposure(
                look.map(ExposureStore.Look::at),
                release.legalEntities().stream().map(each -> Cutoff.next(each, now)).toList(),
                last.map(Last::causes).orElse(List.of()),
                last.map(Last::said).orElse(List.of()));
    }

    /**
     * Single amounts, the largest first.
     *
     * @param entity empty for all
     * @param stage in words; empty for all
     * @param cause empty for all
     */
    public List<Exposure.Named> items(String entity, String stage, String cause, int most) {
        return store.items(entity, stage, cause, most);
    }

    /** Looks, and keeps what is seen and what is said of it. */
    public List<Item> look(Release release, Instant now) {
        List<Item> items = seen(release, now);
        return transaction.of(
                () -> {
                    store.keep(items, now);
                    for (LegalEntity entity : release.legalEntities()) {
                        Cutoff next = Cutoff.next(entity, now);
                        say(next, LocalDate.ofInstant(now, entity.zone()), items, now);
                        Cutoff past = Cutoff.before(entity, next);
                        if (store.isOwed(past)) {
                            store.measure(past, now);
                        }
                    }
                    return items;
                });
    }

    private void say(Cutoff cutoff, LocalDate day, List<Item> items, Instant now) {
        Map<String, List<Money>> byCurrency = new TreeMap<>();
        for (Item each : items) {
            if (each.entity().equals(cutoff.entity())) {
                List<Money> both =
                        byCurrency.computeIfAbsent(
                                each.amount().currency().getCode(),
                                _ ->
                                        new ArrayList<>(
                                                List.of(
                                                        Money.zero(each.amount().currency()),
                                                        Money.zero(each.amount().currency()))));
                both.set(0, both.get(0).plus(each.amount()));
                both.set(1, both.get(1).plus(each.missing()));
            }
        }
        byCurrency.values().forEach(both -> store.say(cutoff, day, both.get(0), both.get(1), now));
    }

    private List<Item> seen(Release release, Instant now) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return new Looking(connection, release, now).all();
            } finally {
                connection.rollback();
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the cutoffs cannot be looked at", e);
        }
    }
}
