package throughline.contracts;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.audit.AuditLog;
import throughline.database.OneTransaction;
import throughline.journal.Partitions;
import throughline.landscape.Release;
import throughline.landscape.contract.DriftClass;
import throughline.landscape.contract.VendorContract;
import throughline.people.Actor;
import throughline.people.RefusedToPersonException;
import throughline.people.RefusedToPersonException.Kind;
import throughline.wording.Counted;

/**
 * Lets people accept what deviates, until another contract is in force. What waited for it is taken
 * up again; what deviates in something else too goes on waiting for that.
 *
 * <p><b>Threads</b>: safe for any number.
 */
public final class DriftDesk {

    /** As far back as anybody may have been shown something, and the weeks it is compared with. */
    private static final int WEEKS = 525;

    private final JdbcClient database;
    private final OneTransaction transaction;
    private final AuditLog audit;
    private final Supplier<Release> release;

    /** A desk of an installation. */
    public DriftDesk(DataSource source, Supplier<Release> release) {
        this.database = JdbcClient.create(source);
        this.transaction = new OneTransaction(source);
        this.audit = new AuditLog(source);
        this.release = release;
    }

    /**
     * What somebody means.
     *
     * @param value blank for every value that was seen there
     */
    public record Which(String system, String type, String path, String drift, String value) {}

    /**
     * Accepts it.
     *
     * @return how many records are taken up again; none when it was accepted before
     * @throws RefusedToPersonException when nothing like that was found under the contract in force
     */
    public long accept(Actor by, Which which, String why, Instant at) {
        VendorContract contract =
                release.get()
                        .contract(which.system())
                        .orElseThrow(() -> nothing(which, "it has no contract"));
        if (why.isBlank()) {
            throw RefusedToPersonException.faulty(
                    "reason-missing", "Nothing was accepted: say why, for whoever asks later.");
        }
        Optional<DriftClass> drift = DriftClass.of(which.drift());
        if (drift.isEmpty()) {
            throw RefusedToPersonException.faulty(
                    "unknown-class",
                    ("Nothing was accepted: there is no class %s of drift. Say new-field, missing,"
                                    + " retyped, new-value, nulls or volume.")
                            .formatted(which.drift()));
        }
        return transaction.of(
                () -> {
                    List<String> values = values(which, contract, at);
                    if (values.isEmpty()) {
                        throw nothing(which, "nothing like that was found under its contract");
                    }
                    int kept = 0;
                    for (String value : values) {
                        kept += keep(by, which, contract, value, why, at);
                    }
                    int stops =
                            database.sql("delete from drift_stop where system = ? and type = ?")
                                    .params(which.system(), which.type())
                                    .update();
                    if (kept + stops == 0) {
                        return 0L;
                    }
                    long again = again(which.system() + ":" + which.type());
                    audit.add(
                            by.did(
                                    "accepted drift",
                                    which.system() + ":" + which.type(),
                                    why,
                                    which.path() + " " + which.drift() + " " + which.value(),
                                    Counted.of(again, "record") + " taken up again"),
                            at);
                    return again;
                });
    }

    private List<String> values(Which which, VendorContract contract, Instant at) {
        DriftClass drift = DriftClass.of(which.drift()).orElseThrow();
        if (DriftView.isTrend(drift)) {
            return trends(which, contract, LocalDate.ofInstant(at, ZoneOffset.UTC));
        }
        return database.sql(
                        """
                        select distinct value from drift_found
                        where system = ? and type = ? and contract = ? and path = ? and class = ?
                            and (? = '' or value = ?)
                        order by 1
                        """)
                .params(
                        which.system(),
                        which.type(),
                        contract.fingerprint(),
                        which.path(),
                        which.drift(),
                        which.value(),
                        which.value())
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** As they are shown: found in the counts each time, and kept nowhere. */
    private List<String> trends(Which which, VendorContract contract, LocalDate today) {
        return Trends.of(new DriftStore(database).counts(today.minusWeeks(WEEKS)), contract, today)
                .stream()
                .map(DriftStore.Week::finding)
                .filter(each -> each.type().equals(which.type()))
                .filter(each -> each.path().equals(which.path()))
                .filter(each -> each.drift().word().equals(which.drift()))
                .map(Finding::value)
                .filter(each -> which.value().isEmpty() || each.equals(which.value()))
                .distinct()
                .toList();
    }

    private int keep(
            Actor by, Which which, VendorContract contract, String value, String why, Instant at) {
        return database.sql(
                        """
                        insert into drift_accepted
                            (system, type, contract, path, class, value, by, why, at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(
                        which.system(),
                        which.type(),
                        contract.fingerprint(),
                        which.path(),
                        which.drift(),
                        value,
                        by.person().name(),
                        why,
                        Timestamp.from(at))
                .update();
    }

    /** Back into the inbox; a message that is there already stays there once. */
    private long again(String kind) {
        return database.sql(
                        """
                        insert into inbox (message_id, partition)
                        select message_id, ? from parked where waits_for && array[?]::text[]
                        order by message_id on conflict do nothing
                        """)
                .params(Partitions.of(kind), "contract:" + kind)
                .update();
    }

    private static RefusedToPersonException nothing(Which which, String why) {
        return new RefusedToPersonException(
                Kind.NOT_THERE,
                "no-such-drift",
                ("Cannot accept that %s of %s:%s is %s: %s. What was found: throughline drift")
                        .formatted(which.path(), which.system(), which.type(), which.drift(), why));
    }
}
