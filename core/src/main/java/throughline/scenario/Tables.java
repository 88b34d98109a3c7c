package throughline.scenario;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import throughline.billing.Charge;
import throughline.billing.Credit;
import throughline.billing.Invoice;
import throughline.billing.InvoiceKey;
import throughline.books.Account;
import throughline.books.Balances;
import throughline.engagement.AttentionEvent.ExceptionRaised;
import throughline.engagement.BillingEvent.ChargeRaised;
import throughline.engagement.BillingEvent.CreditNotePosted;
import throughline.engagement.BillingEvent.InvoiceLine;
import throughline.engagement.BillingEvent.InvoicePlanned;
import throughline.engagement.RevenueEvent.RevenueRecognized;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.engagement.WorkEvent.TimeTakenBack;
import throughline.money.Money;
import throughline.wording.Kebab;

/**
 * What a scenario shows: tables by name, each a list of rows by column. Amounts are decimals with
 * the digits of the contract's currency, days are dates.
 */
final class Tables {

    /** Every table by its name, in the order in which they are printed. */
    static final Map<String, Function<Moment, List<Map<String, String>>>> ALL = all();

    private static final Map<String, List<String>> COLUMNS =
            Map.ofEntries(
                    Map.entry(
                            "obligations",
                            List.of(
                                    "line",
                                    "name",
                                    "model",
                                    "method",
                                    "from",
                                    "until",
                                    "alone",
                                    "price",
                                    "allocated",
                                    "committed",
                                    "recognized")),
                    Map.entry("schedule", List.of("line", "part", "on", "amount")),
                    Map.entry("time", List.of("line", "period", "role", "hours", "amount")),
                    Map.entry("charges", List.of("charge", "line", "on", "amount", "state")),
                    Map.entry(
                            "invoices",
                            List.of(
                                    "invoice",
                                    "number",
                                    "date",
                                    "net",
                                    "status",
                                    "credited",
                                    "paid")),
                    Map.entry(
                            "invoice-lines", List.of("invoice", "line", "text", "hours", "amount")),
                    Map.entry("credits", List.of("credit", "invoice", "date", "net", "stands")),
                    Map.entry("revenue", List.of("period", "line", "amount")),
                    Map.entry(
                            "position",
                            List.of(
                                    "period",
                                    "billed",
                                    "recognized",
                                    "position",
                                    "liability",
                                    "asset",
                                    "receivable")),
                    Map.entry(
                            "postings",
                            List.of(
                                    "known",
                                    "effective",
                                    "happening",
                                    "line",
                                    "amount",
                                    "document",
                                    "belongsTo")),
                    Map.entry("exceptions", List.of("code", "since", "atStake", "sentence")));

    private Tables() {}

    /** The columns of a table, in their order. */
    static List<String> columns(String table) {
        return COLUMNS.getOrDefault(table, List.of());
    }

    private static Map<String, Function<Moment, List<Map<String, String>>>> all() {
        Map<String, Function<Moment, List<Map<String, String>>>> tables = new LinkedHashMap<>();
        tables.put("obligations", Obligations::of);
        tables.put("schedule", Obligations::schedule);
        tables.put("time", Tables::time);
        tables.put("charges", Tables::charges);
        tables.put("invoices", Tables::invoices);
        tables.put("invoice-lines", Tables::invoiceLines);
        tables.put("credits", Tables::credits);
        tables.put("revenue", Tables::revenue);
        tables.put("position", Tables::position);
        tables.put("postings", Tables::postings);
        tables.put("exceptions", Tables::exceptions);
        return tables;
    }

    static Map<String, String> row(String... cells) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            row.put(cells[i], cells[i + 1]);
        }
        return row;
    }

    static String plain(Money amount) {
        return amount.decimal().toPlainString();
    }

    static String word(Enum<?> constant) {
        return Kebab.of(constant);
    }

    /** Billable time by line, period and role. */
    private static List<Map<String, String>> time(Moment moment) {
        Map<String, BigDecimal> hours = new TreeMap<>();
        Map<String, Money> amounts = new TreeMap<>();
        for (TimeApproved time : moment.all(TimeApproved.class)) {
            String key = time.line() + "\t" + time.period() + "\t" + time.role();
            hours.merge(key, time.hours(), BigDecimal::add);
            amounts.merge(key, time.amount(), Money::plus);
        }
        for (TimeTakenBack time : moment.all(TimeTakenBack.class)) {
            String key = time.line() + "\t" + time.period() + "\t" + time.role();
            hours.merge(key, time.hours().negate(), BigDecimal::add);
            amounts.merge(key, time.amount().negated(), Money::plus);
        }
        List<Map<String, String>> rows = new ArrayList<>();
        hours.forEach(
                (key, sum) -> {
                    String[] names = key.split("\t", -1);
                    Money amount = amounts.getOrDefault(key, Money.zero(moment.currency()));
                    rows.add(
                            row(
                                    "line", names[0],
                                    "period", names[1],
                                    "role", names[2],
                                    "hours", sum.toPlainString(),
                                    "amount", plain(amount)));
                });
        return rows;
    }

    /** By the day on which they count, and on one day in the order in which they were raised. */
    private static List<Map<String, String>> charges(Moment moment) {
        return moment.all(ChargeRaised.class).stream()
                .sorted(Comparator.comparing(ChargeRaised::on))
                .map(
                        charge ->
                                row(
                                        "charge", charge.charge(),
                                        "line", charge.line(),
                                        "on", charge.on().toString(),
                                        "amount", plain(charge.amount()),
                                        "state", state(moment, charge.charge())))
                .toList();
    }

    private static String state(Moment moment, String id) {
        Charge charge = moment.state().billing().charges().get(id);
        return charge == null
                ? ""
                : charge.writtenOff()
                        ? "written off"
                        : charge.invoice().map(InvoiceKey::shortName).orElse("open");
    }

    private static Stream<Invoice> inOrder(Moment moment) {
        Map<String, Invoice> invoices = moment.state().billing().invoices();
        return moment.all(InvoicePlanned.class).stream()
                .map(InvoicePlanned::invoice)
                .distinct()
                .flatMap(key -> Stream.ofNullable(invoices.get(key)));
    }

    private static List<Map<String, String>> invoices(Moment moment) {
        return inOrder(moment).map(Tables::invoice).toList();
    }

    private static Map<String, String> invoice(Invoice invoice) {
        String number = "";
        LocalDate date = invoice.date();
        String status =
                switch (invoice.status()) {
                    case Invoice.Status.Planned _ -> "planned";
                    case Invoice.Status.Posted _ -> "posted";
                    case Invoice.Status.Voided _ -> "voided";
                };
        if (invoice.status() instanceof Invoice.Status.Posted posted) {
            number = posted.number();
            date = posted.date();
        }
        return row(
                "invoice", InvoiceKey.shortName(invoice.key()),
                "number", number,
                "date", date.toString(),
                "net", plain(invoice.net()),
                "status", status,
                "credited", plain(invoice.credited()),
                "paid", plain(invoice.paid()));
    }

    private static List<Map<String, String>> invoiceLines(Moment moment) {
        List<Map<String, String>> rows = new ArrayList<>();
        inOrder(moment)
                .forEach(
                        invoice -> {
                            for (InvoiceLine line : invoice.lines()) {
                                rows.add(
                                        row(
                                                "invoice", InvoiceKey.shortName(invoice.key()),
                                                "line", line.line(),
                                                "text", line.text(),
                                                "hours", line.hours().toPlainString(),
                                                "amount", plain(line.amount())));
                            }
                        });
        return rows;
    }

    private static List<Map<String, String>> credits(Moment moment) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (CreditNotePosted posted : moment.all(CreditNotePosted.class)) {
            Credit credit = moment.state().billing().credits().get(posted.creditNote());
            rows.add(
                    row(
                            "credit", posted.number(),
                            "invoice", InvoiceKey.shortName(posted.invoice()),
                            "date", posted.date().toString(),
                            "net", plain(posted.net()),
                            "stands", credit != null && credit.net().signum() > 0 ? "yes" : "no"));
        }
        return rows;
    }

    private static List<Map<String, String>> revenue(Moment moment) {
        Map<String, Money> sums = new TreeMap<>();
        for (RevenueRecognized revenue : moment.all(RevenueRecognized.class)) {
            if (!revenue.effective().isAfter(moment.through())) {
                String key = revenue.period() + "\t" + revenue.line();
                sums.merge(key, revenue.amount(), Money::plus);
            }
        }
        List<Map<String, String>> rows = new ArrayList<>();
        sums.forEach(
                (key, amount) -> {
                    String[] names = key.split("\t", -1);
                    rows.add(row("period", names[0], "line", names[1], "amount", plain(amount)));
                });
        return rows;
    }

    /** Billed against recognized at the end of each period in which either moved. */
    private static List<Map<String, String>> position(Moment moment) {
        TreeSet<LocalDate> ends = new TreeSet<>();
        for (Moment.Known known : moment.postings()) {
            switch (known.posting().happening()) {
                case INVOICE_POSTED, CREDIT_POSTED, REVENUE_RECOGNIZED, PAYMENT ->
                        ends.add(moment.periodOf(known.posting().effective()).range().lastDay());
                case BOOKED,
                        ALLOCATED,
                        SOFT_BOOKED,
                        AT_RISK,
                        ENTITLEMENT,
                        WRITE_OFF,
                        WORK_COST,
                        WORK_STANDARD,
                        LOSS_PROVIDED -> {}
            }
        }
        return ends.stream()
                .map(end -> position(moment.periodOf(end).id(), moment.balancesOn(end)))
                .toList();
    }

    private static Map<String, String> position(String period, Balances at) {
        Money zero = Money.zero(at.currency());
        Money position = at.credit(Account.CONTRACT_POSITION);
        return row(
                "period", period,
                "billed", plain(at.debit(Account.BILLED)),
                "recognized", plain(at.debit(Account.EARNED)),
                "position", plain(position),
                "liability", plain(position.max(zero)),
                "asset", plain(position.negated().max(zero)),
                "receivable", plain(at.debit(Account.RECEIVABLE)));
    }

    private static List<Map<String, String>> postings(Moment moment) {
        return moment.postings().stream()
                .map(
                        known ->
                                row(
                                        "known", known.day().toString(),
                                        "effective", known.posting().effective().toString(),
                                        "happening", word(known.posting().happening()),
                                        "line", known.posting().line(),
                                        "amount", plain(known.posting().amount()),
                                        "document", document(known),
                                        "belongsTo", known.posting().belongsTo()))
                .toList();
    }

    private static String document(Moment.Known known) {
        String document = known.posting().document();
        return document.contains("#") && document.startsWith("crm:")
                ? InvoiceKey.shortName(document)
                : document;
    }

    private static List<Map<String, String>> exceptions(Moment moment) {
        Map<String, String> since = new LinkedHashMap<>();
        for (Told each : moment.told()) {
            if (each.event() instanceof ExceptionRaised(var found)) {
                since.putIfAbsent(found.key(), each.day().toString());
            }
        }
        return moment.state().attention().exceptions().values().stream()
                .map(
                        open ->
                                row(
                                        "code", open.code(),
                                        "since", since.getOrDefault(open.key(), ""),
                                        "atStake", open.atStake().map(Tables::plain).orElse(""),
                                        "sentence", open.sentence()))
                .toList();
    }
}
