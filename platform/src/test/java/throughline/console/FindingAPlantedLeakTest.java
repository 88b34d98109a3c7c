package throughline.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.exposure.ExposureDesk;
import throughline.server.FirmOnPaper;
import throughline.server.FirstSignIn;

/**
 * EUR 100,000 should have been billed and was not, among other things that are as they should be.
 * Somebody who has never seen the product follows what is largest and red, and reads why.
 */
@InABrowser
class FindingAPlantedLeakTest {

    private static final String CAUSE = "the tax code A7 does not exist in company DE01.";
    private static final int MOST = 4;

    private int clicks;

    @Test
    void its_cause_is_found_in_under_five_clicks_by_whoever_follows_the_money(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder);
                Playwright playwright = Playwright.create();
                Browser browser = playwright.chromium().launch(headless())) {
            planted(firm);
            Page page = browser.newPage();
            signIn(firm, page);

            click(page.getByRole(AriaRole.LINK, named("Executive")));
            Locator leaking = page.locator("dl.flow div").filter(having("Leaking"));
            assertThat(leaking).containsText("EUR 100,000.00");
            click(leaking.getByRole(AriaRole.LINK));
            Locator largest = page.locator(".tree details details details").first();
            assertThat(largest).containsText("EUR 100,000.00");
            click(largest.getByText("open the engagement").first());
            assertThat(page.locator("body")).containsText(CAUSE);
            Assertions.assertThat(clicks).isLessThanOrEqualTo(MOST);
        }
    }

    @Test
    void the_way_over_the_cutoff_leads_to_mending_it_in_under_five_clicks(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder);
                Playwright playwright = Playwright.create();
                Browser browser = playwright.chromium().launch(headless())) {
            planted(firm);
            Page page = browser.newPage();
            signIn(firm, page);

            click(page.getByRole(AriaRole.LINK, named("Cutoff")));
            Locator row = page.locator("tbody tr").filter(having("tax-code")).first();
            assertThat(row).containsText("EUR 100,000.00");
            click(row.getByText("Mend"));
            assertThat(page.locator("#rows")).containsText(CAUSE);
            click(page.getByText("Mend in all places"));
            assertThat(page.locator("h1")).containsText("tax code");
            assertThat(page.locator("body")).containsText("2 places");
            assertThat(page.locator("body")).containsText("Run on this one");
            Assertions.assertThat(clicks).isLessThanOrEqualTo(MOST);
        }
    }

    /** Five deals whose invoices are in the ledger, and one whose two invoices were refused. */
    private static void planted(FirmOnPaper firm) {
        firm.customer("001G", "Nordwind AG", "DE811569869");
        for (int i = 0; i < 5; i++) {
            String good = firm.won("006G" + i, "Steady " + i, "001G", 30_000 + 2 * i, "005A");
            for (String invoice : invoices(firm, good)) {
                firm.ended(
                        good,
                        invoice,
                        new ActionOutcome.Confirmed(
                                "S" + i + invoice.hashCode(), Map.of("number", "RE-" + i)));
            }
        }
        String leak = large(firm);
        for (String invoice : invoices(firm, leak)) {
            firm.ended(leak, invoice, new ActionOutcome.Rejected("tax-code", CAUSE));
        }
        new ExposureDesk(firm.server().installation().dataSource())
                .look(firm.server().installation().release(), java.time.Instant.now());
    }

    /** A deal over EUR 100,000, agreed to by somebody who may. */
    private static String large(FirmOnPaper firm) {
        firm.take(
                "Opportunity",
                "006L",
                """
                {"Id":"006L","Name":"Claims platform","AccountId":"001G","OwnerId":"005A",
                "StageName":"Closed Won","LeadSource":"Referral","CloseDate":"2026-03-02",
                "SignedDate__c":"2026-03-02","CurrencyIsoCode":"EUR","Amount":100000,
                "ApprovedAt__c":"2026-03-02T08:40:00.000Z","ApprovedBy__c":"005V",
                "BusinessUnit__c":"europe","ServiceLine__c":"managed-services","IsDeleted":false,
                "Lines__r":{"records":[{"Id":"a1","Name":"Run",
                "ServiceLine__c":"managed-services","PricingModel__c":"Fixed fee - calendar",
                "Amount__c":100000,"StartDate__c":"2026-04-01","EndDate__c":"2027-03-31",
                "StandaloneSellingPrice__c":100000,"ListPrice__c":100000,
                "Estimates__r":{"records":[{"Role__c":"consultant","Hours__c":1,"Rate__c":100000}]},
                "Instalments__r":{"records":[{"Date__c":"2026-04-01","Amount__c":50000},
                {"Date__c":"2026-10-01","Amount__c":50000}]}}]}
                """);
        return "crm:Opportunity:006L";
    }

    private static List<String> invoices(FirmOnPaper firm, String deal) {
        firm.eventually(
                "select count(*) = 2 from action where engagement = ? and kind = 'POST_INVOICE'",
                deal);
        return firm.database()
                .sql(
                        "select key from action where engagement = ? and kind = 'POST_INVOICE'"
                                + " order by natural_key")
                .param(deal)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private void click(Locator what) {
        what.click();
        clicks++;
    }

    private static void signIn(FirmOnPaper firm, Page page) {
        FirstSignIn first = firm.server().firstSignIn().orElseThrow();
        page.navigate(firm.server().url() + "/sign-in");
        page.getByLabel("Name").fill(first.login());
        page.getByLabel("Password").fill(first.password());
        page.keyboard().press("Enter");
        page.waitForURL(firm.server().url() + "/");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static BrowserType.LaunchOptions headless() {
        return new BrowserType.LaunchOptions()
                .setExecutablePath(Path.of("/usr/bin/chromium"))
                .setArgs(List.of("--no-sandbox", "--disable-gpu"));
    }
}
