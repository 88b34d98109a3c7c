package throughline.console;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import throughline.access.Visitor;
import throughline.console.OverviewView.Figure;
import throughline.people.Actor;
import throughline.people.Person;
import throughline.people.Scope;

/** Views with sample content, as the pages' tests print them. */
final class SampleViews {

    private static final Visitor READER =
            new Visitor(
                    Optional.of(
                            Actor.of(
                                    new Person(
                                            "ada",
                                            "Ada Lovelace",
                                            Set.of("admin", "finance", "operator"),
                                            Scope.WHOLE,
                                            Optional.empty(),
                                            Optional.empty(),
                                            true),
                                    "test")),
                    "sent-back");

    private SampleViews() {}

    static Page page(String title) {
        return new Page(title, "Harbour & Finch Consulting", "/", READER);
    }

    static OverviewView overview() {
        return new OverviewView(
                new Page("Overview", "Harbour & Finch Consulting", "/", READER),
                "As known on 23 November 2026, 06:40 UTC.",
                List.of(flow("EUR"), flow("USD")),
                """
                {"labels":["2026-06","2026-07","2026-08","2026-09","2026-10"],"series":[
                {"name":"Booked","color":"booked","values":[120000,340000,90000,410000,324500]},
                {"name":"Billed","color":"billed","values":[60000,110000,180000,150000,210000]},
                {"name":"Recognized","color":"recognized","line":true,
                "values":[70000,120000,150000,190000,205000]}]}
                """,
                "Booked, billed and recognized in euros from June to October 2026",
                List.of(
                        new OverviewView.Cause(
                                "Customer has no tax identity",
                                "/exceptions?code=customer-tax-id-missing",
                                4,
                                List.of("EUR 212,000.00")),
                        new OverviewView.Cause(
                                "Discount needs approval",
                                "/exceptions?code=approval-missing",
                                2,
                                List.of("EUR 1,231,000.00", "USD 12,796,400.00"))),
                List.of(
                        new OverviewView.Clock(
                                "Closed-won to project active",
                                "96.4 %",
                                "/explain/figure?metric=sla-attainment",
                                "good",
                                2,
                                3),
                        new OverviewView.Clock(
                                "Milestone accepted to charge",
                                "100.0 %",
                                "/explain/figure?metric=sla-attainment",
                                "good",
                                0,
                                0),
                        new OverviewView.Clock(
                                "Time approved to ERP",
                                "81.0 %",
                                "/explain/figure?metric=sla-attainment",
                                "warn",
                                7,
                                0)),
                List.of(
                        new OverviewView.Writes("crm", 214, 2, 0),
                        new OverviewView.Writes("erp", 611, 5, 1),
                        new OverviewView.Writes("psa", 208, 0, 0)),
                List.of(
                        new OverviewView.Latest(
                                "invoice posted",
                                "Claims platform",
                                "/engagements/crm:opportunity:006A",
                                "12 s ago",
                                "EUR 42,000.00"),
                        new OverviewView.Latest(
                                "project activated",
                                "Data office",
                                "/engagements/crm:opportunity:006B",
                                "31 s ago",
                                "USD 120,000.00")));
    }

    private static OverviewView.Flow flow(String currency) {
        return new OverviewView.Flow(
                currency,
                List.of(
                        new Figure("Booked", "1,284,500.00", "38 contracts"),
                        new Figure("Backlog", "574,500.00", "to be billed"),
                        new Figure("Unbilled", "61,250.00", "entitled, not billed"),
                        new Figure("Billed", "710,000.00", "on posted invoices"),
                        new Figure("Recognized", "735,000.00", "earned revenue"),
                        new Figure("Collected", "502,300.00", "paid")));
    }

    static OverviewView emptyOverview() {
        return new OverviewView(
                new Page("Overview", "New firm", "/", READER),
                "",
                List.of(),
                "{\"labels\":[],\"series\":[]}",
                "Nothing yet",
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    static EngagementsView engagements(String name) {
        return new EngagementsView(
                new Page("Engagements", "Harbour & Finch Consulting", "/engagements", READER),
                "",
                List.of(
                        new EngagementsView.Choice("", "All stages", true),
                        new EngagementsView.Choice("active", "Active", false)),
                List.of(
                        new EngagementsView.Column("Engagement", "?sort=name", "none", false),
                        new EngagementsView.Column("Customer", "?sort=customer", "none", false),
                        new EngagementsView.Column("Unit", "?sort=unit", "none", false),
                        new EngagementsView.Column("Stage", "?sort=stage", "none", false),
                        new EngagementsView.Column(
                                "Contract value", "?sort=-value", "descending", true),
                        new EngagementsView.Column("Billed", "?sort=-billed", "none", true),
                        new EngagementsView.Column("Recognized", "?sort=-recognized", "none", true),
                        new EngagementsView.Column(
                                "Exceptions", "?sort=-exceptions", "none", true)),
                List.of(
                        new EngagementsView.Row(
                                "crm:opportunity:006A",
                                "/engagements/crm:opportunity:006A",
                                name,
                                "Nordwind Versicherung AG",
                                "advisory",
                                "active",
                                "good",
                                "EUR 420,000.00",
                                "EUR 126,000.00",
                                "EUR 140,000.00",
                                0),
                        new EngagementsView.Row(
                                "crm:opportunity:006B",
                                "/engagements/crm:opportunity:006B",
                                "Data office",
                                "Blue Mesa Health",
                                "managed-services",
                                "waiting at gates",
                                "warn",
                                "USD 96,400.00",
                                "USD 0.00",
                                "USD 0.00",
                                2)),
                "1 to 2 of 2",
                null,
                null);
    }

    static ExceptionsView exceptions() {
        return new ExceptionsView(
                new Page("Exceptions", "Harbour & Finch Consulting", "/exceptions", READER),
                List.of(
                        new ExceptionsView.Group(
                                "customer-tax-id-missing",
                                "",
                                "/exceptions?cause=gate%3Acustomer-tax-id-missing",
                                2,
                                "EUR 420,000.00",
                                "finance-ops",
                                "2 h ago",
                                "–",
                                true)),
                "gate:customer-tax-id-missing",
                "/exceptions",
                "Gate customer tax id missing",
                "/repairs/new?cause=gate%3Acustomer-tax-id-missing",
                "/exceptions.csv",
                "",
                false,
                "/exceptions?snoozed=true",
                "Show those that rest",
                List.of(exception()),
                "1 to 1 of 1",
                null,
                null);
    }

    private static ExceptionsView.Row exception() {
        return new ExceptionsView.Row(
                "customer-tax-id-missing",
                "Cannot activate Claims platform: Nordwind Versicherung AG has no tax identity."
                        + " Enter it in the CRM, or ask the controller for a waiver.",
                "Claims platform",
                "/engagements/crm:opportunity:006A",
                "finance-ops",
                "2 h ago",
                "EUR 420,000.00");
    }

    private static List<EngagementView.Promised> promises() {
        return List.of(
                new EngagementView.Promised(
                        "Closed won to active",
                        "",
                        "paused",
                        "warn",
                        "since 3 Aug 2026, 09:12: waiting for customer",
                        "EUR 420,000.00"),
                new EngagementView.Promised(
                        "Accepted to charged",
                        "L1/design",
                        "met",
                        "good",
                        "was due 16 Sep 2026, 11:00",
                        "–"));
    }

    static EngagementView engagement() {
        return new EngagementView(
                new Page("Claims platform", "Harbour & Finch Consulting", "/engagements", READER),
                "crm:opportunity:006A",
                "/engagements/crm:opportunity:006A",
                "engagement-006A",
                "Claims platform",
                "Nordwind Versicherung AG · advisory · DE01",
                "active",
                "good",
                List.of(
                        new Figure("Contract value", "EUR 420,000.00", "3 lines"),
                        new Figure("Billed", "EUR 126,000.00", "2 invoices"),
                        new Figure("Recognized", "EUR 140,000.00", "contract asset EUR 14,000.00"),
                        new Figure("Backlog", "EUR 294,000.00", "to be billed")),
                List.of(exception()),
                """
                {"labels":["2026-08","2026-09","2026-10","2026-11"],"series":[
                {"name":"Agreed","color":"booked","line":true,"step":true,
                "values":[420000,420000,420000,420000]},
                {"name":"Billed","color":"billed","line":true,"step":true,
                "values":[0,84000,84000,126000]},
                {"name":"Recognized","color":"recognized","line":true,"step":true,
                "values":[20000,70000,110000,140000]}]}
                """,
                List.of(
                        new EngagementView.Fact("Legal entity", "DE01"),
                        new EngagementView.Fact("Tax treatment", "domestic"),
                        new EngagementView.Fact("Project template", "transformation-large"),
                        new EngagementView.Fact("Purchase order", "PO-7781")),
                gates(),
                List.of(
                        new EngagementView.Scheduled(
                                "Design accepted", "2026-09-15", "billed", "good", "EUR 84,000.00"),
                        new EngagementView.Scheduled(
                                "Go-live", "2026-12-15", "open", "", "EUR 210,000.00")),
                List.of(
                        new EngagementView.Invoice(
                                "RE-2026-0007",
                                "2026-09#1",
                                "/explain/invoice?key=crm%3Aopportunity%3A006A%2F2026-09%231",
                                "2026-09-16",
                                "posted",
                                "good",
                                "EUR 84,000.00",
                                "EUR 15,960.00")),
                List.of(
                        new EngagementView.Revenue(
                                "2026-09", "Build", "Straight line", "EUR 50,000.00")),
                List.of(
                        new EngagementView.Write(
                                "psa", "create project", "confirmed", "good", "PSA-0042")),
                promises(),
                """
                {"lanes":["crm","psa","erp","throughline"],"points":[
                {"at":"2026-08-03T09:12:00Z","lane":"crm","text":"Deal won","color":"booked"},
                {"at":"2026-08-03T09:12:04Z","lane":"psa","text":"Project created","color":"good"},
                {"at":"2026-09-16T10:00:00Z","lane":"erp","text":"Invoice posted",
                "color":"billed"}]}
                """,
                List.of(
                        new EngagementView.Moment(
                                "16 Sep 2026, 10:00", "erp", "Invoice RE-2026-0007 posted", "poll"),
                        new EngagementView.Moment(
                                "3 Aug 2026, 09:12", "crm", "Deal won and signed", "webhook 7f2c")),
                0);
    }

    private static List<EngagementView.Gate> gates() {
        return List.of(
                new EngagementView.Gate("Customer", "passed", "good", List.of(), "Nordwind"),
                new EngagementView.Gate(
                        "Tax identity",
                        "violated",
                        "bad",
                        List.of("Cannot activate: the customer has no tax identity."),
                        ""));
    }
}
