package throughline.server;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Endpoints;
import throughline.database.Home;
import tools.jackson.databind.JsonNode;

/** Throughline at work on the real servers, and both ledgers to look at. */
final class RealStack implements AutoCloseable {

    final RealServers servers;
    final LosingAnswers crm;
    final LosingAnswers psa;
    final LosingAnswers erp;
    private final Server server;
    private final JdbcClient database;

    private RealStack(RealServers servers, Path home) throws Exception {
        this.servers = servers;
        this.crm = new LosingAnswers(servers.address("TRYTON_CRM_URL"));
        this.psa = new LosingAnswers(servers.address("REDMINE_URL"));
        this.erp = new LosingAnswers(servers.address("TRYTON_ERP_URL"));
        Path root = Path.of(System.getProperty("throughline.root"));
        Installation.Plan plan =
                new Installation.Plan(
                        new Home(home),
                        Optional.empty(),
                        root.resolve("landscapes/open-source-stack"),
                        new Endpoints(
                                Map.of(
                                        "crm", crm.address(),
                                        "psa", psa.address(),
                                        "erp", erp.address())),
                        servers.secrets());
        this.server = Server.start(plan, 0);
        this.database = JdbcClient.create(server.installation().dataSource());
    }

    static RealStack start(Path home) throws Exception {
        return new RealStack(RealServers.fresh(), home);
    }

    JsonNode people(String... words) {
        return servers.people(words);
    }

    /** Wins a deal; the words say what is sold. */
    String sold(String name, LocalDate day, String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "sell",
                                "--name",
                                name,
                                "--customer",
                                "Kunde von " + name,
                                "--on",
                                day.toString()));
        words.addAll(List.of(more));
        return people(words.toArray(String[]::new)).get("engagement").asString();
    }

    /** Wins a deal and waits until all systems have it. */
    String active(String name, LocalDate day, String... more) {
        String engagement = sold(name, day, more);
        until(name + " is active", () -> confirmed(engagement, "WRITE_BACK") == 1);
        return engagement;
    }

    void worked(String engagement, String person, LocalDate day, String hours) {
        people(
                "work",
                engagement,
                "--person",
                person,
                "--on",
                day.toString(),
                "--hours",
                hours,
                "--approved");
    }

    long confirmed(String engagement, String kind) {
        return database.sql(
                        "select count(*) from action where engagement = ? and kind = ?"
                                + " and status = 'confirmed'")
                .params(engagement, kind)
                .query(Long.class)
                .single();
    }

    /** How a record of a deal was last seen. */
    String observed(String engagement, String type) {
        return database.sql(
                        "select encode(canonical, 'escape') from record where engagement = ?"
                                + " and type = ?")
                .params(engagement, type)
                .query(String.class)
                .optional()
                .orElse("");
    }

    List<String> exceptions(String engagement) {
        return database.sql(
                        "select code from exception_item where engagement = ? and closed is null"
                                + " order by code")
                .param(engagement)
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** Debits less credits of the accounts that both ledgers have, in our books. */
    Map<String, BigDecimal> ours(String engagement) {
        Map<String, BigDecimal> balances = new TreeMap<>();
        database.sql(
                        """
                        select account, sum(minor)::bigint from ledger
                        where engagement = ? and
                            account in ('receivable', 'contract-position', 'revenue')
                        group by 1 having sum(minor) <> 0
                        """)
                .param(engagement)
                .query(
                        row -> {
                            balances.put(row.getString(1), BigDecimal.valueOf(row.getLong(2), 2));
                        });
        return balances;
    }

    /** The same in the general ledger of the real ERP; a receivable counts without its tax. */
    Map<String, BigDecimal> theirs(String engagement) {
        Map<String, String> names =
                Map.of(
                        "1400", "receivable",
                        "3800", "receivable",
                        "4900", "contract-position",
                        "4000", "revenue");
        Map<String, BigDecimal> balances = new TreeMap<>();
        for (JsonNode move : people("move", engagement)) {
            for (JsonNode line : move.get("lines")) {
                BigDecimal amount =
                        new BigDecimal(line.get("debit").asString())
                                .subtract(new BigDecimal(line.get("credit").asString()))
                                .setScale(2);
                String account = line.get("account").asString();
                balances.merge(names.getOrDefault(account, account), amount, BigDecimal::add);
            }
        }
        balances.values().removeIf(balance -> balance.signum() == 0);
        return balances;
    }

    /** References of the invoices that the ERP holds of a deal, drafts too. */
    List<String> invoices(String engagement) {
        List<String> references = new ArrayList<>();
        for (JsonNode invoice : people("invoices", engagement)) {
            references.add(
                    invoice.get("reference").asString().substring(engagement.length() + 1)
                            + " "
                            + invoice.get("state").asString()
                            + " "
                            + invoice.get("untaxed_amount").asString());
        }
        return references.stream().sorted().toList();
    }

    /** Waits until both ledgers say the same, and something; false when they never do. */
    boolean agrees(String engagement) {
        BooleanSupplier same =
                () -> !ours(engagement).isEmpty() && ours(engagement).equals(theirs(engagement));
        return within(Duration.ofSeconds(90), same);
    }

    void until(String what, BooleanSupplier holds) {
        if (!within(Duration.ofSeconds(120), holds)) {
            throw new AssertionError("never: " + what + "; " + standing());
        }
    }

    private String standing() {
        return database.sql(
                        "select engagement || ' ' || kind || ' ' || status || ' ' ||"
                                + " coalesce(sentence, '') from action where status <> 'confirmed'")
                .query(String.class)
                .list()
                .toString();
    }

    private static boolean within(Duration patience, BooleanSupplier holds) {
        long until = System.nanoTime() + patience.toNanos();
        try {
            while (!holds.getAsBoolean()) {
                if (System.nanoTime() > until) {
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(300);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        server.close();
        crm.close();
        psa.close();
        erp.close();
        servers.end();
    }
}
