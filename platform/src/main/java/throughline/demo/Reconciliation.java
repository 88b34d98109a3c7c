package throughline.demo;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.money.Money;
import tools.jackson.databind.JsonNode;

/**
 * Holds what the product says against what the vendors hold: no document doubled, none missing, the
 * same sums to the cent.
 */
final class Reconciliation {

    private static final List<String> COMPANIES = List.of("DE01", "US01");
    private static final String BILLED =
            """
            select currency, sum(case happening when 'invoice-posted' then minor else -minor \
            end)::bigint
            from posting where happening in ('invoice-posted', 'credit-posted') group by currency
            """;
    private static final String RECOGNIZED_AND_SENT =
            "select natural_key from action where kind = 'POST_JOURNAL' and status = 'confirmed'";
    private static final String INVOICES =
            "select natural_key from action where kind = 'POST_INVOICE' and status = 'confirmed'";
    private static final String PROJECTS =
            "select natural_key from action where kind = 'CREATE_PROJECT' and status = 'confirmed'";

    private final JdbcClient database;
    private final Vendors vendors;
    private final List<String> differences = new ArrayList<>();

    Reconciliation(JdbcClient database, Vendors vendors) {
        this.database = database;
        this.vendors = vendors;
    }

    /** Everything that differs, as sentences; nothing when both sides agree. */
    List<String> differences() throws IOException, InterruptedException {
        List<JsonNode> invoices = new ArrayList<>();
        List<JsonNode> credits = new ArrayList<>();
        List<JsonNode> journals = new ArrayList<>();
        for (String company : COMPANIES) {
            invoices.addAll(vendors.erp(company, "sales-invoices"));
            credits.addAll(vendors.erp(company, "credit-notes"));
            journals.addAll(vendors.erp(company, "journals"));
        }
        List<JsonNode> live =
                invoices.stream().filter(i -> !text(i, "status").equals("void")).toList();
        sameKeys("invoice", invoices, "reference", INVOICES);
        sameKeys("journal", journals, "reference", RECOGNIZED_AND_SENT);
        sameKeys("project", vendors.psa("projects"), "externalKey", PROJECTS);
        sameSums(live, credits);
        return List.copyOf(differences);
    }

    private void sameKeys(String what, List<JsonNode> held, String field, String query) {
        Set<String> theirs = new HashSet<>();
        for (JsonNode document : held) {
            String key = text(document, field);
            if (!key.isEmpty() && !theirs.add(key)) {
                differences.add("The " + what + " " + key + " is there twice.");
            }
        }
        Set<String> ours =
                new HashSet<>(database.sql(query).query((row, n) -> row.getString(1)).list());
        for (String key : ours) {
            if (!theirs.contains(key)) {
                differences.add("The " + what + " " + key + " is confirmed and not there.");
            }
        }
        for (String key : theirs) {
            if (!ours.contains(key)) {
                differences.add("The " + what + " " + key + " is there and we do not know it.");
            }
        }
    }

    private void sameSums(List<JsonNode> invoices, List<JsonNode> credits) {
        Map<String, Money> theirs = new TreeMap<>();
        invoices.forEach(invoice -> add(theirs, invoice, 1));
        credits.forEach(credit -> add(theirs, credit, -1));
        Map<String, Money> ours = new HashMap<>();
        database.sql(BILLED)
                .query(
                        row -> {
                            CurrencyUnit currency = CurrencyUnit.of(row.getString(1));
                            ours.put(currency.getCode(), new Money(row.getLong(2), currency));
                        });
        Set<String> currencies = new HashSet<>(theirs.keySet());
        currencies.addAll(ours.keySet());
        for (String currency : currencies) {
            Money nothing = Money.zero(CurrencyUnit.of(currency));
            Money mine = ours.getOrDefault(currency, nothing);
            Money other = theirs.getOrDefault(currency, nothing);
            if (!mine.equals(other)) {
                differences.add("The ERP has invoiced " + other + ", our books say " + mine + ".");
            }
        }
    }

    private static void add(Map<String, Money> sums, JsonNode document, int sign) {
        CurrencyUnit currency = CurrencyUnit.of(text(document, "currency"));
        BigDecimal net = new BigDecimal(text(document, "net")).multiply(BigDecimal.valueOf(sign));
        sums.merge(currency.getCode(), Money.exact(currency, net), Money::plus);
    }

    private static String text(JsonNode document, String field) {
        return document.path(field).asString("");
    }
}
