package throughline.twins;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One company of the ERP: its documents, numbers, periods and ledger.
 *
 * <p>Threads: guarded by itself.
 */
final class Company {

    private static final Set<String> KEYED = Set.of("customers", "sales-invoices");
    private static final Set<String> CHANGEABLE =
            Set.of("customers", "contracts", "sales-invoices");
    private static final Set<String> TREATMENTS =
            Set.of("domestic", "reverse-charge", "export", "exempt", "intra-group");
    private static final Map<String, List<String>> NEEDS =
            Map.of(
                    "customers", List.of("name", "country"),
                    "contracts", List.of("customerId", "currency"),
                    "sales-invoices", List.of("customerId", "currency", "date", "taxTreatment"),
                    "credit-notes", List.of("invoiceId", "date"),
                    "journals", List.of("date", "currency"),
                    "payments", List.of("invoiceId", "date", "amount"));

    private final String code;
    private final String currency;
    private final BigDecimal domesticRate;
    private final ErpTwin erp;
    private final Ledger ledger;
    private final Map<String, Records> kinds = new LinkedHashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();

    Company(String code, String currency, String domesticRate, ErpTwin erp) {
        this.code = code;
        this.currency = currency;
        this.domesticRate = new BigDecimal(domesticRate);
        this.erp = erp;
        this.ledger = new Ledger();
        for (String path : TYPES.keySet()) {
            kinds.put(path, new Records("id", "modifiedAt"));
        }
    }

    private static final Map<String, String[]> TYPES =
            new LinkedHashMap<>(
                    Map.of(
                            "customers", new String[] {"customer", "C-1"},
                            "contracts", new String[] {"contract", "K-2"},
                            "sales-invoices", new String[] {"sales-invoice", "SI-3"},
                            "credit-notes", new String[] {"credit-note", "CN-4"},
                            "journals", new String[] {"journal", "J-5"},
                            "payments", new String[] {"payment", "PY-6"},
                            "periods", new String[] {"period", ""}));

    String code() {
        return code;
    }

    Ledger ledger() {
        return ledger;
    }

    boolean honoursKeys(String path) {
        return KEYED.contains(path);
    }

    Optional<Records> records(String path) {
        return Optional.ofNullable(kinds.get(path));
    }

    Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        kinds.forEach((path, records) -> counts.put(type(path), records.size()));
        return counts;
    }

    /** Creates a document, as the interface or a person would. */
    synchronized ObjectNode create(String path, ObjectNode body) {
        NEEDS.getOrDefault(path, List.of()).stream()
                .filter(field -> body.path(field).asString("").isBlank())
                .findFirst()
                .ifPresent(field -> refuse("MISSING_FIELD", field + " is required"));
        ObjectNode record = Json.object();
        record.put("type", type(path)).put("id", nextId(path)).put("company", code);
        if (!body.has("reference")) {
            record.putNull("reference");
        }
        record.setAll(body);
        switch (path) {
            case "sales-invoices" -> draft(record);
            case "credit-notes" -> credit(record);
            case "journals" -> journal(record);
            case "payments" -> payment(record);
            default -> {}
        }
        return stored(path, record, 1, "created");
    }

    /** Changes a customer, a contract or the draft of an invoice; documents are never changed. */
    synchronized ObjectNode change(String path, String id, ObjectNode fields) {
        if (!CHANGEABLE.contains(path)) {
            throw new Refused(Answer.error(405, "METHOD_NOT_ALLOWED", path + " cannot be changed"));
        }
        ObjectNode record = find(path, id).deepCopy();
        boolean invoice = path.equals("sales-invoices");
        if (invoice && !text(record, "status").equals("draft")) {
            refuse("NOT_DRAFT", "invoice " + id + " is " + text(record, "status"));
        }
        record.setAll(fields);
        record.put("type", type(path)).put("id", id).put("company", code);
        if (invoice) {
            draft(record);
        }
        return stored(path, record, version(record), "updated");
    }

    /** Posts or voids an invoice, opens or closes a period. */
    synchronized ObjectNode act(String path, String id, String verb) {
        return switch (path + "/" + verb) {
            case "sales-invoices/post" -> post(find("sales-invoices", id));
            case "sales-invoices/void" -> voided(find("sales-invoices", id));
            case "periods/close" -> period(month(id), "closed");
            case "periods/open" -> period(month(id), "open");
            default -> throw new Refused(Answer.error(404, "NOT_FOUND", path + "/" + verb));
        };
    }

    private void draft(ObjectNode invoice) {
        if (records("customers").orElseThrow().get(text(invoice, "customerId")).isEmpty()) {
            refuse("UNKNOWN_CUSTOMER", "there is no customer " + text(invoice, "customerId"));
        }
        if (!TREATMENTS.contains(text(invoice, "taxTreatment"))) {
            refuse(
                    "UNKNOWN_TAX_TREATMENT",
                    "there is no tax treatment " + text(invoice, "taxTreatment"));
        }
        String money = text(invoice, "currency");
        BigDecimal net = Amounts.round(BigDecimal.ZERO, money);
        for (JsonNode line : invoice.path("lines")) {
            net = net.add(Amounts.in(line, "amount", money));
        }
        BigDecimal rate =
                text(invoice, "taxTreatment").equals("domestic") ? domesticRate : BigDecimal.ZERO;
        BigDecimal tax = Amounts.round(net.multiply(rate).movePointLeft(2), money);
        LocalDate.parse(text(invoice, "date"));
        invoice.put("status", "draft").putNull("number");
        invoice.put("net", net.toPlainString()).put("tax", tax.toPlainString());
        invoice.put("gross", net.add(tax).toPlainString());
    }

    private ObjectNode post(ObjectNode invoice) {
        if (text(invoice, "status").equals("posted")) {
            return invoice;
        }
        if (!text(invoice, "status").equals("draft")) {
            refuse(
                    "NOT_DRAFT",
                    "invoice " + text(invoice, "id") + " is " + text(invoice, "status"));
        }
        LocalDate date = openDay(invoice);
        invoice.put("status", "posted").put("number", number("", date));
        ledger.invoice(invoice, 1);
        return stored("sales-invoices", invoice, version(invoice), "posted");
    }

    private ObjectNode voided(ObjectNode invoice) {
        if (text(invoice, "status").equals("void")) {
            return invoice;
        }
        boolean paid =
                records("payments")
                        .orElseThrow()
                        .all(payment -> text(payment, "invoiceId").equals(text(invoice, "id")))
                        .stream()
                        .findAny()
                        .isPresent();
        if (paid) {
            refuse("ALREADY_PAID", "invoice " + text(invoice, "id") + " is paid: credit it");
        }
        if (text(invoice, "status").equals("posted")) {
            openDay(invoice);
            ledger.invoice(invoice, -1);
        }
        invoice.put("status", "void");
        return stored("sales-invoices", invoice, version(invoice), "voided");
    }

    private void credit(ObjectNode credit) {
        ObjectNode invoice = find("sales-invoices", text(credit, "invoiceId"));
        if (!text(invoice, "status").equals("posted")) {
            refuse("NOT_POSTED", "invoice " + text(invoice, "id") + " is not posted");
        }
        CreditLines.price(credit, invoice, credits(invoice));
        if (text(credit, "amount").isBlank()) {
            refuse("MISSING_FIELD", "amount is required");
        }
        String money = text(invoice, "currency");
        BigDecimal net = Amounts.in(credit, "amount", money);
        BigDecimal left = left(invoice, "net");
        if (net.signum() <= 0 || net.compareTo(left) > 0) {
            refuse(
                    "CREDIT_EXCEEDS_INVOICE",
                    text(invoice, "number") + " can be credited by up to " + left);
        }
        // The last credit takes what is left of the tax, so that nothing stays on the invoice.
        BigDecimal tax =
                net.compareTo(left) == 0
                        ? left(invoice, "tax")
                        : Amounts.share(
                                Amounts.of(invoice, "tax"), net, Amounts.of(invoice, "net"), money);
        LocalDate date = openDay(credit);
        credit.remove("amount");
        credit.put("invoiceReference", text(invoice, "reference")).put("currency", money);
        credit.put("status", "posted").put("number", number("CN-", date));
        credit.put("net", net.toPlainString()).put("tax", tax.toPlainString());
        ledger.invoice(credit, -1);
    }

    private List<ObjectNode> credits(ObjectNode invoice) {
        return records("credit-notes")
                .orElseThrow()
                .all(credit -> text(credit, "invoiceId").equals(text(invoice, "id")));
    }

    private BigDecimal left(ObjectNode invoice, String field) {
        return credits(invoice).stream()
                .map(credit -> Amounts.of(credit, field))
                .reduce(Amounts.of(invoice, field), BigDecimal::subtract);
    }

    private void journal(ObjectNode journal) {
        String money = text(journal, "currency");
        BigDecimal difference = Amounts.round(BigDecimal.ZERO, money);
        for (JsonNode line : journal.path("lines")) {
            difference = difference.add(Amounts.in(line, "debit", money));
            difference = difference.subtract(Amounts.in(line, "credit", money));
        }
        if (difference.signum() != 0) {
            refuse("UNBALANCED", "debits and credits differ by " + difference.toPlainString());
        }
        LocalDate date = openDay(journal);
        journal.put("status", "posted").put("number", number("J-", date));
        ledger.journal(journal);
    }

    private void payment(ObjectNode payment) {
        ObjectNode invoice = find("sales-invoices", text(payment, "invoiceId"));
        if (!text(invoice, "status").equals("posted")) {
            refuse("NOT_POSTED", "invoice " + text(invoice, "id") + " is not posted");
        }
        String money = text(invoice, "currency");
        BigDecimal amount = Amounts.in(payment, "amount", money);
        BigDecimal net =
                Amounts.share(
                        Amounts.of(invoice, "net"), amount, Amounts.of(invoice, "gross"), money);
        LocalDate.parse(text(payment, "date"));
        payment.put("invoiceReference", text(invoice, "reference"));
        payment.put("currency", money).put("net", net.toPlainString());
        ledger.payment(payment);
    }

    private ObjectNode period(YearMonth month, String state) {
        ObjectNode period =
                records("periods")
                        .orElseThrow()
                        .get(code + "-" + month)
                        .orElseGet(
                                () ->
                                        Json.object()
                                                .put("type", "period")
                                                .put("id", code + "-" + month)
                                                .put("company", code)
                                                .put("from", month.atDay(1).toString())
                                                .put(
                                                        "until",
                                                        month.plusMonths(1).atDay(1).toString()));
        period.put("state", state);
        return stored("periods", period, version(period), state);
    }

    /** A period is named by its id or by its month alone. */
    private YearMonth month(String id) {
        return YearMonth.parse(id.startsWith(code + "-") ? id.substring(code.length() + 1) : id);
    }

    private LocalDate openDay(ObjectNode document) {
        LocalDate date = LocalDate.parse(text(document, "date"));
        Optional<ObjectNode> period =
                records("periods").orElseThrow().get(code + "-" + YearMonth.from(date));
        if (period.isPresent() && text(period.get(), "state").equals("closed")) {
            refuse("PERIOD_CLOSED", "Period " + YearMonth.from(date) + " is closed");
        }
        return date;
    }

    private ObjectNode stored(String path, ObjectNode record, int version, String event) {
        record.put("version", version).put("modifiedAt", TwinClock.text(erp.clock().stamp()));
        Objects.requireNonNull(kinds.get(path)).put(record);
        erp.notifyOf(type(path), event, text(record, "id"), record);
        return record;
    }

    private ObjectNode find(String path, String id) {
        return records(path)
                .flatMap(records -> records.get(id))
                .orElseThrow(() -> new Refused(Answer.error(404, "NOT_FOUND", id)));
    }

    private String nextId(String path) {
        return typed(path)[1] + "%04d".formatted(erp.nextNumber(path));
    }

    private String number(String series, LocalDate date) {
        long next = numbers.merge(series + date.getYear(), 1L, Long::sum);
        return "%s-%s%d-%05d".formatted(code, series, date.getYear(), next);
    }

    String currency() {
        return currency;
    }

    private static int version(ObjectNode record) {
        return record.path("version").asInt(0) + 1;
    }

    private static String type(String path) {
        return typed(path)[0];
    }

    private static String[] typed(String path) {
        return Objects.requireNonNull(TYPES.get(path), path);
    }

    static String text(ObjectNode record, String field) {
        return record.path(field).asString("");
    }

    private static void refuse(String code, String message) {
        throw new Refused(Answer.error(422, code, message));
    }
}
