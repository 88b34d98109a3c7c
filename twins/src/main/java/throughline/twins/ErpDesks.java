package throughline.twins;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What finance does by hand in the ERP. */
final class ErpDesks {

    private static final int SHOWN = 20;
    private static final int PERIODS = 8;
    private static final int HOURS = 2;
    private static final String INVOICES = "sales-invoices";

    private final ErpTwin erp;

    ErpDesks(ErpTwin erp) {
        this.erp = erp;
    }

    List<Desk> all() {
        List<Desk> desks = new ArrayList<>();
        for (Company company : erp.companies()) {
            desks.add(invoices(company));
            desks.add(periods(company));
        }
        return desks;
    }

    private static Desk invoices(Company company) {
        List<Desk.Row> rows = new ArrayList<>();
        for (ObjectNode each : newest(company, INVOICES, SHOWN)) {
            String id = Company.text(each, "id");
            boolean posted = Company.text(each, "status").equals("posted");
            rows.add(
                    new Desk.Row(
                            List.of(
                                    each.path("number").asString(id),
                                    each.path("reference").asString("made by hand"),
                                    Company.text(each, "date"),
                                    Desk.money(
                                            Company.text(each, "currency"),
                                            each.path("net").asString("")),
                                    Company.text(each, "status")),
                            posted ? deeds(company, id, each) : List.of()));
        }
        return new Desk(
                "Invoices of " + company.code(),
                "Void one and its units are open again; credit an amount and somebody is asked what"
                        + " it was for, or hours of a line, which say so; pay it and it is"
                        + " collected.",
                List.of("Number", "Reference", "Date", "Net", "Status"),
                rows);
    }

    private static List<Desk.Deed> deeds(Company company, String id, ObjectNode invoice) {
        Map<String, String> at = Map.of("company", company.code(), "id", id);
        List<Desk.Deed> deeds = new ArrayList<>();
        deeds.add(new Desk.Deed("Void", with(at, "what", "void")));
        deeds.add(new Desk.Deed("Pay", with(at, "what", "pay")));
        deeds.add(
                new Desk.Deed(
                        "Credit",
                        with(at, "what", "credit"),
                        "amount",
                        invoice.path("net").asString("")));
        for (int i = 0; i < Math.min(HOURS, invoice.path("lines").size()); i++) {
            String hours = invoice.path("lines").path(i).path("hours").asString("0");
            if (hours.matches("[0-9.]*[1-9][0-9.]*")) {
                deeds.add(
                        new Desk.Deed(
                                "Credit hours of line " + (i + 1),
                                with(with(at, "what", "credit"), "line", "" + (i + 1)),
                                "hours",
                                hours));
            }
        }
        return deeds;
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        Map<String, String> more = new java.util.TreeMap<>(map);
        more.put(name, value);
        return more;
    }

    private Desk periods(Company company) {
        String today = erp.clock().stamp().toString().substring(0, 7);
        List<Desk.Row> rows = new ArrayList<>();
        company.records("periods").orElseThrow().all(_ -> true).stream()
                .filter(each -> month(company, each).compareTo(today) <= 0)
                .sorted(Comparator.comparing((ObjectNode each) -> month(company, each)).reversed())
                .limit(PERIODS)
                .forEach(each -> rows.add(period(company, each)));
        return new Desk(
                "Periods of " + company.code(),
                "Close one and what still belongs to it lands in the first open one.",
                List.of("Period", "State"),
                rows);
    }

    /** A period's id names its company and its month. */
    private static String month(Company company, ObjectNode period) {
        return Company.text(period, "id").substring(company.code().length() + 1);
    }

    private static Desk.Row period(Company company, ObjectNode period) {
        String id = month(company, period);
        String state = Company.text(period, "state");
        List<Desk.Deed> deeds = new ArrayList<>();
        for (String act : List.of("open", "close")) {
            if (!state.startsWith(act)) {
                deeds.add(
                        new Desk.Deed(
                                act.equals("open") ? "Open" : "Close",
                                Map.of(
                                        "what",
                                        "period",
                                        "company",
                                        company.code(),
                                        "id",
                                        id,
                                        "act",
                                        act)));
            }
        }
        return new Desk.Row(List.of(id, state), deeds);
    }

    private static List<ObjectNode> newest(Company company, String path, int most) {
        return company.records(path).orElseThrow().all(_ -> true).stream()
                .sorted(
                        Comparator.comparing((ObjectNode each) -> Company.text(each, "modifiedAt"))
                                .reversed())
                .limit(most)
                .toList();
    }

    /** Over hours of a line, or over an amount. */
    private static ObjectNode credit(Map<String, String> form) {
        ObjectNode credit = Json.object();
        String line = form.getOrDefault("line", "");
        if (line.isEmpty()) {
            return credit.put("amount", form.getOrDefault("amount", "").strip());
        }
        credit.putArray("lines")
                .addObject()
                .put("invoiceLine", Integer.parseInt(line))
                .put("hours", form.getOrDefault("hours", "").strip());
        return credit;
    }

    /** Does what a person asked for; says it in a sentence. */
    String did(String what, Map<String, String> form) {
        Company company = erp.company(form.getOrDefault("company", ""));
        String id = form.getOrDefault("id", "");
        String day = erp.clock().stamp().toString().substring(0, 10);
        return switch (what) {
            case "void" -> {
                company.act(INVOICES, id, "void");
                yield "Invoice " + id + " is void.";
            }
            case "pay" -> {
                ObjectNode invoice = company.records(INVOICES).orElseThrow().get(id).orElseThrow();
                company.create(
                        "payments",
                        Json.object()
                                .put("invoiceId", id)
                                .put("date", day)
                                .put("amount", Company.text(invoice, "gross")));
                yield "Invoice " + id + " is paid.";
            }
            case "credit" -> {
                company.create("credit-notes", credit(form).put("invoiceId", id).put("date", day));
                yield "A part of invoice " + id + " is credited.";
            }
            case "period" -> {
                company.act("periods", id, form.getOrDefault("act", ""));
                yield "Period " + id + " of " + company.code() + " was put right.";
            }
            default -> throw new IllegalArgumentException("nobody knows how to " + what);
        };
    }
}
