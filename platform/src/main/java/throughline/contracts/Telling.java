package throughline.contracts;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

    /** Tells what is new in some counts; within the transaction that keeps them. */
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
        Set<String> systems = new TreeSet<>();
        tally.records.keySet().forEach(kind -> systems.add(kind.system()));
        if (systems.isEmpty()) {
            return;
        }
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var counts = new DriftStore(database).counts(today.minusWeeks(WEEKS));
        for (VendorContract contract : release.contracts()) {
            if (systems.contains(contract.system())) {
                Trends.of(counts, contract, today).stream()
                        .filter(each -> each.policy() != DriftPolicy.ACCEPT)
                        .filter(each -> !each.week().isBefore(today.minusWeeks(2)))
                        .forEach(
                                each ->
                                        tell(
                                                each.finding(),
                                                DriftView.sentence(each),
                                                each.policy(),
                                                release,
                                                now));
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
