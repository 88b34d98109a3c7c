package throughline.twins;

import java.math.BigDecimal;
import java.math.RoundingMode;
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
    private static final Set<String> TREATMENTS =
            Set.of("domestic", "reverse-charge", "export", "exempt", "intra-group");
    private static final Map<String, List<String>> NEEDS =
            Map.of(
                    "customers", List.of("name", "country"),
                    "contracts", List.of("customerId", "currency"),
                    "sales-invoices", List.of("customerId", "currency", "date", "taxTreatment"),
                    "credit-notes", List.of("invoiceId", "date", "amount"),
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

    /** Posts or voids an invoice, opens or closes a period. */
    synchronized ObjectNode act(String path, String id, String verb) {
        return switch (path + "/" + verb) {
            case "sales-invoices/post" -> post(find("sales-invoices", id));
            case "sales-invoices/void" -> voided(find("sales-invoices", id));
            case "periods/close" -> period(YearMonth.parse(id), "closed");
            case "periods/open" -> period(YearMonth.parse(id), "open");
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
        BigDecimal net = BigDecimal.ZERO;
        for (JsonNode line : invoice.path("lines")) {
            net = net.add(decimal(line.path("amount").asString("0")));
        }
        BigDecimal rate =
                text(invoice, "taxTreatment").equals("domestic") ? domesticRate : BigDecimal.ZERO;
        BigDecimal tax = net.multiply(rate).movePointLeft(2).setScale(2, RoundingMode.HALF_UP);
        invoice.put("status", "draft").putNull("number");
        invoice.put("net", plain(net)).put("tax", plain(tax)).put("gross", plain(net.add(tax)));
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
        BigDecimal net = decimal(text(credit, "amount"));
        BigDecimal before =
                records("credit-notes")
                        .orElseThrow()
                        .all(other -> text(other, "invoiceId").equals(text(credit, "invoiceId")))
                        .stream()
                        .map(other -> decimal(text(other, "net")))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (before.add(net).compareTo(decimal(text(invoice, "net"))) > 0) {
            refuse(
                    "CREDIT_EXCEEDS_INVOICE",
                    "credits would exceed invoice " + text(invoice, "number"));
        }
        LocalDate date = openDay(credit);
        BigDecimal tax =
                decimal(text(invoice, "net")).signum() == 0
                        ? BigDecimal.ZERO
                        : decimal(text(invoice, "tax"))
                                .multiply(net)
                                .divide(decimal(text(invoice, "net")), 2, RoundingMode.HALF_UP);
        credit.remove("amount");
        credit.put("invoiceReference", text(invoice, "reference"))
                .put("currency", text(invoice, "currency"));
        credit.put("status", "posted").put("number", number("CN-", date));
        credit.put("net", plain(net)).put("tax", plain(tax));
        ledger.invoice(credit, -1);
    }

    private void journal(ObjectNode journal) {
        BigDecimal difference = BigDecimal.ZERO;
        for (JsonNode line : journal.path("lines")) {
            difference = difference.add(decimal(line.path("debit").asString("0")));
            difference = difference.subtract(decimal(line.path("credit").asString("0")));
        }
        if (difference.signum() != 0) {
            refuse("UNBALANCED", "debits and credits differ by " + plain(difference));
        }
        LocalDate date = openDay(journal);
        journal.put("status", "posted").put("number", number("J-", date));
        ledger.journal(journal);
    }

    private void payment(ObjectNode payment) {
        ObjectNode invoice = find("sales-invoices", text(payment, "invoiceId"));
        BigDecimal gross = decimal(text(invoice, "gross"));
        BigDecimal amount = decimal(text(payment, "amount"));
        BigDecimal net =
                gross.signum() == 0
                        ? amount
                        : decimal(text(invoice, "net"))
                                .multiply(amount)
                                .divide(gross, 2, RoundingMode.HALF_UP);
        payment.put("invoiceReference", text(invoice, "reference"));
        payment.put("currency", text(invoice, "currency")).put("net", plain(net));
        ledger.payment(payment);
    }

    private ObjectNode period(YearMonth month, String state) {
        ObjectNode period =
                records("periods")
                        .orElseThrow()
                        .get(month.toString())
                        .orElseGet(
                                () ->
                                        Json.object()
                                                .put("type", "period")
                                                .put("id", month.toString())
                                                .put("company", code)
                                                .put("from", month.atDay(1).toString())
                                                .put(
                                                        "until",
                                                        month.plusMonths(1).atDay(1).toString()));
        period.put("state", state);
        return stored("periods", period, version(period), state);
    }

    private LocalDate openDay(ObjectNode document) {
        LocalDate date = LocalDate.parse(text(document, "date"));
        Optional<ObjectNode> period =
                records("periods").orElseThrow().get(YearMonth.from(date).toString());
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
        return typed(path)[1] + "%04d".formatted(numbers.merge(path, 1L, Long::sum));
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

    static BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new Refused(Answer.error(422, "MISSING_FIELD", text + " is not an amount"), e);
        }
    }

    static String plain(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private static void refuse(String code, String message) {
        throw new Refused(Answer.error(422, code, message));
    }
}
