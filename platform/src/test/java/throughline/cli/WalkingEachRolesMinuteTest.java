package throughline.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.console.InABrowser;
import throughline.intake.RawMessage;

/**
 * What each role must be able to do in a minute, done in a browser on the running demonstration by
 * the people whom it names. Pictures are in {@code target/screenshots/minutes}; those of the guide
 * are taken from there.
 */
@InABrowser
class WalkingEachRolesMinuteTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    private static final String CUSTOMER =
            """
            "Name":"Nordwind AG","BillingStreet":"Hafenstr. 12","BillingCity":"Hamburg",
            "BillingPostalCode":"20457","BillingCountryCode":"DE","TaxId__c":"DE811569869",
            "Website":"nordwind.example","Status__c":"Active"
            """;

    /** A deal over EUR 40,000 whose stage the CRM has begun to write in small letters. */
    private static final String RENAMED =
            """
            "Name":"Renewal of a renamed stage","AccountId":"001R","OwnerId":"005R",
            "StageName":"closed-won","LeadSource":"Referral","CloseDate":"2026-03-02",
            "SignedDate__c":"2026-03-02","CurrencyIsoCode":"EUR","Amount":40000,
            "BusinessUnit__c":"europe","ServiceLine__c":"managed-services","IsDeleted":false,
            "Lines__r":{"records":[{"Id":"a1","Name":"Run",
            "ServiceLine__c":"managed-services","PricingModel__c":"Fixed fee - calendar",
            "Amount__c":40000,"StartDate__c":"2026-04-01","EndDate__c":"2027-03-31",
            "StandaloneSellingPrice__c":40000,"ListPrice__c":40000,
            "Estimates__r":{"records":[{"Role__c":"consultant","Hours__c":1,"Rate__c":40000}]},
            "Instalments__r":{"records":[{"Date__c":"2026-04-01","Amount__c":40000}]}}]}
            """;

    private final List<String> complaints = new ArrayList<>();

    @Test
    void everybody_does_on_the_running_demonstration_what_they_came_for(@TempDir Path folder)
            throws Exception {
        try (RunningDemo demo = RunningDemo.start(folder);
                Playwright playwright = Playwright.create();
                Browser browser =
                        playwright
                                .chromium()
                                .launch(
                                        new BrowserType.LaunchOptions()
                                                .setExecutablePath(CHROMIUM)
                                                .setArgs(
                                                        List.of(
                                                                "--no-sandbox",
                                                                "--disable-gpu")))) {
            demo.awaitBilledHours();
            Page ivo = signedIn(browser, demo, "ivo");
            integrationEngineerSeesTheFlow(ivo);
            demo.accept(
                    List.of(
                            record("User", "005R", "\"Name\":\"Ada Lind\""),
                            record("Account", "001R", CUSTOMER),
                            record("Opportunity", "006RENAMED1", RENAMED),
                            record("Opportunity", "006RENAMED2", RENAMED)));
            demo.eventually(
                    "select count(*) = 2 from parked where 'landscape:stages:closed-won'"
                            + " = any(waits_for)");
            integrationEngineerReadsWhatIsParked(demo, ivo);

            Page fiona = signedIn(browser, demo, "fiona");
            financeSeesWhatWillMissTheCutoff(demo, fiona);
            String release = financeMapsACodeForAllThatWait(fiona);
            Page noor = signedIn(browser, demo, "noor");
            approverReadsAndAgrees(noor, release);
            financePutsItInForceForOneUnitAndForAll(demo, fiona, release);
            financeClosesTheMonth(fiona);

            Page victor = signedIn(browser, demo, "victor");
            deliveryReadsAnEngagementAndRevOpsTheBacklog(demo, victor);
            executiveFollowsANumber(noor);
            Assertions.assertThat(complaints).isEmpty();
        }
    }

    private void integrationEngineerSeesTheFlow(Page page) {
        follow(page, "Flow");
        assertThat(page.locator("[data-chart] svg").first()).isVisible();
        for (String system : List.of("crm", "psa", "erp")) {
            assertThat(page.getByLabel("By system", exactly())).containsText(system);
        }
        picture(page, "integration-flow");
        page.getByLabel("By system", exactly()).getByText("erp", exact()).click();
        page.locator(".toolbar a").filter(having("confirmed")).first().click();
        page.locator("#rows a.row").first().click();
        assertThat(page.locator("body")).containsText("What is to be written");
        picture(page, "integration-write");
    }

    private void integrationEngineerReadsWhatIsParked(RunningDemo demo, Page page) {
        follow(page, "Parked");
        Locator row = page.locator("tbody tr").filter(having("006RENAMED1"));
        assertThat(row).containsText("is not in the code map stages");
        row.getByRole(AriaRole.LINK).first().click();
        assertThat(page.locator("body")).containsText("As it came");
        assertThat(page.locator("pre").first()).containsText("closed-won");
        picture(page, "integration-parked");
        page.getByLabel("Reason").fill("looking again after the vendor's release");
        press(page, "Put it back into the inbox");
        demo.eventually("select max(attempts) >= 2 from parked");
    }

    private void financeSeesWhatWillMissTheCutoff(RunningDemo demo, Page page) {
        demo.eventually("select exists (select from exposure_look)");
        page.navigate(demo.address() + "/");
        follow(page, "Cutoff");
        assertThat(page.locator("section.card").first()).containsText("Must be there by");
        assertThat(page.locator("body")).containsText("By stage and cause");
        picture(page, "finance-cutoff");
        page.locator("tbody a.row").first().click();
        assertThat(page.locator("tr.chosen").first()).isVisible();
    }

    private String financeMapsACodeForAllThatWait(Page page) {
        follow(page, "Exceptions");
        assertThat(page.locator(".said").first()).containsText("hold");
        page.getByRole(AriaRole.LINK, named("Map them")).click();
        Locator row = page.locator("tbody tr").filter(having("closed-won"));
        assertThat(row.locator("select")).hasValue("WON");
        row.getByText("Look ahead").click();
        assertThat(page.locator(".lead")).containsText("2 of 2 messages");
        picture(page, "finance-map-a-code");
        page.getByLabel("Reason").fill("Sales writes it in small letters since Monday");
        press(page, "Make a draft of it");
        assertThat(page.locator("h1")).containsText("Release");
        String release = page.url();
        press(page, "Rehearse");
        assertThat(page.locator("h1")).containsText("finished", SOON);
        return release;
    }

    private void approverReadsAndAgrees(Page page, String release) {
        follow(page, "Approvals");
        String id = release.substring(release.lastIndexOf('/') + 1);
        Locator card = page.locator("section.card").filter(having(id)).first();
        assertThat(card).containsText("What will happen");
        picture(page, "approver-inbox");
        card.getByLabel("Reason").fill("Read what it moves; it is what sales told us");
        card.getByRole(AriaRole.BUTTON, button("Approve")).click();
        page.navigate(release);
        assertThat(page.locator("body")).containsText("it is what sales told us");
        picture(page, "approver-release");
    }

    private void financePutsItInForceForOneUnitAndForAll(
            RunningDemo demo, Page page, String release) {
        page.navigate(release);
        page.getByLabel("europe", exactly()).check();
        press(page, "Put in force");
        assertThat(page.locator("body")).containsText("It is in force");
        demo.eventually(
                "select count(*) = 2 from engagement where id like '%RENAMED%' and stage = 'won'");
        page.navigate(release);
        press(page, "Put in force");
        assertThat(page.locator("body")).containsText("It is in force");
        page.navigate(demo.address() + "/codes");
        assertThat(page.locator("body")).containsText("Every code is mapped");
    }

    private void financeClosesTheMonth(Page page) {
        follow(page, "Month end");
        assertThat(page.locator("h1")).containsText("Month end");
        picture(page, "finance-month-end");
    }

    private void deliveryReadsAnEngagementAndRevOpsTheBacklog(RunningDemo demo, Page page) {
        page.navigate(demo.address() + "/engagements?stage=active&sort=-billed");
        page.locator("tbody a.row").first().click();
        assertThat(page.locator("body")).containsText("Gates before activation");
        assertThat(page.locator("[data-chart] svg").first()).isVisible();
        picture(page, "delivery-engagement");
        follow(page, "Figures");
        assertThat(page.locator("[data-chart] svg").first()).isVisible();
        picture(page, "revops-roll-forward");
        page.navigate(demo.address() + "/figures?view=bridge&metric=bookings");
        assertThat(page.locator("h1")).isVisible();
    }

    private void executiveFollowsANumber(Page page) {
        follow(page, "Executive");
        assertThat(page.locator("[data-chart] svg").first()).isVisible();
        assertThat(page.locator("dl.flow").first()).containsText("Work to cash");
        picture(page, "executive");
        page.locator("dl.flow div").filter(having("Backlog")).getByRole(AriaRole.LINK).click();
        assertThat(page.locator("body")).containsText("The rows below add up to the figure");
        picture(page, "executive-explain");
        page.getByText("Verify: decide it again").click();
        assertThat(page.locator("#verified")).containsText("equal", SOON);
    }

    private Page signedIn(Browser browser, RunningDemo demo, String login) throws IOException {
        BrowserContext context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(1280, 900)
                                .setReducedMotion(ReducedMotion.REDUCE));
        Page page = context.newPage();
        page.onConsoleMessage(
                message -> {
                    if (message.type().equals("error")) {
                        complaints.add(login + ": " + message.text());
                    }
                });
        page.onPageError(complaints::add);
        page.navigate(demo.address() + "/sign-in");
        page.getByLabel("Name").fill(login);
        page.getByLabel("Password").fill(demo.password(login));
        page.keyboard().press("Enter");
        page.waitForURL(url -> !url.contains("sign-in"));
        return page;
    }

    private static void follow(Page page, String entry) {
        page.locator("nav.side").getByText(entry, exact()).click();
        page.waitForLoadState();
    }

    private static void press(Page page, String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private static void picture(Page page, String name) {
        assertThat(page.locator(".live")).hasText("live");
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(Path.of("target/screenshots/minutes", name + ".png")));
    }

    private static Locator.GetByTextOptions exact() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.GetByRoleOptions button(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    /** A record of the CRM as a poll brings it. */
    private static RawMessage record(String type, String id, String fields) {
        String stamp = "2026-03-02T08:00:00.000Z";
        String body = "{\"Id\":\"%s\",%s,\"SystemModstamp\":\"%s\"}".formatted(id, fields, stamp);
        return new RawMessage(
                "crm",
                type,
                id,
                Optional.of(stamp),
                RawMessage.Source.POLL,
                "a poll",
                body.getBytes(StandardCharsets.UTF_8));
    }
}
