package throughline.twins;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What stands on a company's accounts, by account and currency. */
final class Ledger {

    private final Map<String, BigDecimal[]> balances = new TreeMap<>();

    /** Books an invoice, or with a negative sign takes its amounts back. */
    synchronized void invoice(ObjectNode document, int sign) {
        String currency = Company.text(document, "currency");
        BigDecimal net = Amounts.of(document, "net").multiply(BigDecimal.valueOf(sign));
        BigDecimal tax = Amounts.of(document, "tax").multiply(BigDecimal.valueOf(sign));
        debit("receivable", currency, net.add(tax));
        credit("contract-position", currency, net);
        credit("tax", currency, tax);
    }

    synchronized void journal(ObjectNode journal) {
        String currency = Company.text(journal, "currency");
        for (JsonNode line : journal.path("lines")) {
            String account = line.path("account").asString("");
            debit(account, currency, Amounts.in(line, "debit", currency));
            credit(account, currency, Amounts.in(line, "credit", currency));
        }
    }

    synchronized void payment(ObjectNode payment) {
        BigDecimal amount = Amounts.of(payment, "amount");
        debit("cash", Company.text(payment, "currency"), amount);
        credit("receivable", Company.text(payment, "currency"), amount);
    }

    synchronized ObjectNode describe() {
        ObjectNode answer = Json.object();
        ArrayNode accounts = answer.putArray("accounts");
        balances.forEach(
                (key, sides) -> {
                    String[] parts = key.split(" ");
                    accounts.addObject()
                            .put("account", parts[0])
                            .put("currency", parts[1])
                            .put("debit", Amounts.round(sides[0], parts[1]).toPlainString())
                            .put("credit", Amounts.round(sides[1], parts[1]).toPlainString());
                });
        return answer;
    }

    private void debit(String account, String currency, BigDecimal amount) {
        BigDecimal[] sides = sides(account, currency);
        sides[0] = sides[0].add(amount);
    }

    private void credit(String account, String currency, BigDecimal amount) {
        BigDecimal[] sides = sides(account, currency);
        sides[1] = sides[1].add(amount);
    }

    private BigDecimal[] sides(String account, String currency) {
        return balances.computeIfAbsent(
                account + " " + currency, _ -> new BigDecimal[] {BigDecimal.ZERO, BigDecimal.ZERO});
    }
}
