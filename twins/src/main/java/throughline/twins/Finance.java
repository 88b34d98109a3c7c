package throughline.twins;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * The financial life of the firm: periods are opened and closed, customers pay some of what was
 * invoiced, and now and then an invoice is credited in part or voided by hand.
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

    /** Opens the periods from a start to a year after today; those before the start are closed. */
    void begin(LocalDate start, LocalDate today) {
        for (Company company : erp.companies()) {
            for (int month = -MONTHS_BACK; month <= MONTHS_AHEAD; month++) {
                YearMonth period = YearMonth.from(today).plusMonths(month);
                boolean closed = period.isBefore(YearMonth.from(start));
                company.act("periods", period.toString(), closed ? "close" : "open");
            }
        }
    }

    /** Finance corrects an invoice by hand: credits a part of it, or voids it. */
    void correct(LocalDate today) {
        int what = random.nextInt(40);
        if (what > 3) {
            return;
        }
        for (Company company : erp.companies()) {
            List<ObjectNode> unpaid = unpaid(company);
            if (!unpaid.isEmpty()) {
                ObjectNode invoice = unpaid.get(random.nextInt(unpaid.size()));
                correct(company, invoice, what == 0, today);
                return;
            }
        }
    }

    private static void correct(
            Company company, ObjectNode invoice, boolean entirely, LocalDate today) {
        try {
            if (entirely) {
                company.act("sales-invoices", Company.text(invoice, "id"), "void");
            } else {
                credit(company, invoice, today);
            }
        } catch (Refused closed) {
            // Its period was closed in the meantime: the invoice stays as it is.
        }
    }

    private static void credit(Company company, ObjectNode invoice, LocalDate today) {
        BigDecimal tenth =
                Amounts.of(invoice, "net").divide(BigDecimal.TEN, 0, RoundingMode.HALF_UP);
        if (tenth.signum() > 0) {
            ObjectNode credit = Json.object();
            credit.put("invoiceId", Company.text(invoice, "id")).put("date", today.toString());
            company.create("credit-notes", credit.put("amount", tenth.toPlainString()));
        }
    }

    /** Posted invoices without payment or credit. */
    private static List<ObjectNode> unpaid(Company company) {
        Set<String> settled =
                Stream.of("payments", "credit-notes")
                        .flatMap(
                                path -> company.records(path).orElseThrow().all(_ -> true).stream())
                        .map(document -> Company.text(document, "invoiceId"))
                        .collect(Collectors.toSet());
        return company.records("sales-invoices")
                .orElseThrow()
                .all(
                        invoice ->
                                Company.text(invoice, "status").equals("posted")
                                        && !settled.contains(Company.text(invoice, "id")));
    }

    /** Some posted invoices are paid in full. */
    void collect(LocalDate today) {
        for (Company company : erp.companies()) {
            unpaid(company).stream()
                    .filter(_ -> random.nextInt(6) == 0)
                    .limit(3)
                    .forEach(invoice -> pay(company, invoice, today));
        }
    }

    /** An invoice that an advance covers needs no payment. */
    private static void pay(Company company, ObjectNode invoice, LocalDate today) {
        if (Amounts.of(invoice, "gross").signum() == 0) {
            return;
        }
        ObjectNode payment = Json.object();
        payment.put("invoiceId", Company.text(invoice, "id")).put("date", today.toString());
        company.create("payments", payment.put("amount", Company.text(invoice, "gross")));
    }
}
