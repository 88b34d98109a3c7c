package throughline.contracts;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.journal.RawJson;
import throughline.landscape.Release;
import throughline.landscape.contract.DriftPolicy;
import throughline.landscape.contract.VendorContract;
import throughline.publish.Milestones;

/**
 * Tells whoever owns a mapping, once, that what it reads is otherwise than declared: by a published
 * event, which reaches them as every business milestone does.
 */
final class Telling {

    private static final int WEEKS = 8;

    private final JdbcClient database;

    Telling(JdbcClient database) {
        this.database = database;
    }

    /** Tells what is new in single records; within the transaction that keeps their counts. */
    void tell(Tally tally, Release release, Instant now) {
        tally.deviating.forEach(
                (what, seen) -> {
                    if (seen.policy() != DriftPolicy.ACCEPT) {
                        Finding finding =
                                Finding.of(
                                        what.kind().system(),
                                        what.kind().type(),
                                        what.kind().contract(),
                                        seen.deviation());
                        tell(finding, seen.deviation().sentence(), seen.policy(), release, now);
                    }
                });
    }

    /**
     * Tells what the counts of whole weeks show, and stops what the landscape says to stop for it.
     * Only of counts that have caught up: half of a week's messages are not half of a week.
     */
    void tellTrends(Release release, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        DriftStore store = new DriftStore(database);
        List<Trends.Count> counts = store.counts(today.minusWeeks(WEEKS));
        Set<Finding> accepted = store.accepted().keySet();
        for (VendorContract contract : release.contracts()) {
            for (DriftStore.Week each : Trends.of(counts, contract, today)) {
                if (each.policy() != DriftPolicy.ACCEPT
                        && !each.week().isBefore(today.minusWeeks(2))) {
                    tell(each.finding(), DriftView.sentence(each), each.policy(), release, now);
                    if (each.policy() == DriftPolicy.STOP && !accepted.contains(each.finding())) {
                        store.stop(
                                each.finding().system(),
                                each.finding().type(),
                                each.finding().contract(),
                                DriftView.sentence(each),
                                now);
                    }
                }
            }
        }
    }

    private void tell(
            Finding finding, String sentence, DriftPolicy policy, Release release, Instant now) {
        int fresh =
                database.sql(
                                """
                                insert into drift_told
                                    (system, type, contract, path, class, value, told_at)
                                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                                """)
                        .params(
                                finding.system(),
                                finding.type(),
                                finding.contract(),
                                finding.path(),
                                finding.drift().word(),
                                finding.value(),
                                Timestamp.from(now))
                        .update();
        if (fresh == 1) {
            publish(finding, sentence, policy, release, now);
        }
    }

    private void publish(
            Finding finding, String sentence, DriftPolicy policy, Release release, Instant now) {
        String kind = finding.system() + ":" + finding.type();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("system", finding.system());
        data.put("type", finding.type());
        data.put("path", finding.path());
        data.put("class", finding.drift().word());
        data.put("value", finding.value());
        data.put("policy", policy.word());
        data.put("owner", DriftView.owner(release, finding));
        data.put("sentence", sentence);
        database.sql(
                        """
                        insert into publication (id, type, subject, time, data)
                        values (?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(
                        id(finding),
                        Milestones.CONTRACT_DEVIATED,
                        "contract:" + kind,
                        Timestamp.from(now),
                        RawJson.text(data))
                .update();
    }

    private static String id(Finding finding) {
        byte[] name = (finding + "\u0000" + finding.contract()).getBytes(StandardCharsets.UTF_8);
        try {
            return "tl_"
                    + HexFormat.of()
                            .formatHex(
                                    java.security.MessageDigest.getInstance("SHA-256").digest(name),
                                    0,
                                    16);
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
