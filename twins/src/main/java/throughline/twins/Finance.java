package throughline.twins;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * The financial life of the firm: periods are opened, and customers pay some of what was invoiced.
 */
final class Finance {

    private static final int MONTHS_BACK = 24;
    private static final int MONTHS_AHEAD = 12;

    private final ErpTwin erp;
    private final Random random;

    Finance(ErpTwin erp, long seed) {
        this.erp = erp;
        this.random = new Random(seed);
    }

    /** Opens the periods around today. */
    void begin(LocalDate today) {
        for (Company company : erp.companies()) {
            for (int month = -MONTHS_BACK; month <= MONTHS_AHEAD; month++) {
                company.act("periods", YearMonth.from(today).plusMonths(month).toString(), "open");
            }
        }
    }

    /** Some posted invoices are paid in full. */
    void collect(LocalDate today) {
        for (Company company : erp.companies()) {
            Set<String> paid =
                    company.records("payments").orElseThrow().all(_ -> true).stream()
                            .map(payment -> Company.text(payment, "invoiceId"))
                            .collect(Collectors.toSet());
            company
                    .records("sales-invoices")
                    .orElseThrow()
                    .all(invoice -> Company.text(invoice, "status").equals("posted"))
                    .stream()
                    .filter(invoice -> !paid.contains(Company.text(invoice, "id")))
                    .filter(_ -> random.nextInt(6) == 0)
                    .limit(3)
                    .forEach(invoice -> pay(company, invoice, today));
        }
    }

    private static void pay(Company company, ObjectNode invoice, LocalDate today) {
        ObjectNode payment = Json.object();
        payment.put("invoiceId", Company.text(invoice, "id")).put("date", today.toString());
        company.create("payments", payment.put("amount", Company.text(invoice, "gross")));
    }
}
