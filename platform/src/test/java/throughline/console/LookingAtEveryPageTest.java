package throughline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.connectors.Incidents;
import throughline.intake.RawMessage;
import throughline.server.FirmOnPaper;
import throughline.server.FirstSignIn;

/**
 * Every page, wide and narrow, light and dark: axe finds nothing serious, nothing runs over the
 * edge, no script complains. Pictures are in {@code target/screenshots}, to be looked at.
 */
@InABrowser
class LookingAtEveryPageTest {

    private static final String FINDINGS =
            """
            async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa',
                'wcag22aa']})).violations
                .filter(v => v.impact === 'serious' || v.impact === 'critical')
                .map(v => v.id + ': ' + v.nodes.map(n => n.target).join(' '))
            """;

    @Test
    void nothing_serious_is_found_on_any_of_them(@TempDir Path folder) throws Exception {
        String axe =
                new String(
                        getClass()
                                .getResourceAsStream(
                                        "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")
                                .readAllBytes(),
                        StandardCharsets.UTF_8);
        List<String> wrong = new ArrayList<>();
        try (FirmOnPaper firm = FirmOnPaper.in(folder);
                Playwright playwright = Playwright.create();
                Browser browser =
                        playwright
                                .chromium()
                                .launch(
                                        new BrowserType.LaunchOptions()
                                                .setExecutablePath(Path.of("/usr/bin/chromium"))
                                                .setArgs(
                                                        List.of(
                                                                "--no-sandbox",
                                                                "--disable-gpu")))) {
            Map<String, String> pages = filled(firm);
            for (int width : List.of(1440, 1280, 1000)) {
                for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    BrowserContext context =
                            browser.newContext(
                                    new Browser.NewContextOptions()
                                            .setViewportSize(width, 900)
                                            .setColorScheme(scheme)
                                            // For axe alone, which is put in as a script.
                                            .setBypassCSP(true));
                    Page page = context.newPage();
                    page.onConsoleMessage(
                            message -> {
                                if (message.type().equals("error")) {
                                    wrong.add(message.location() + " " + message.text());
                                }
                            });
                    signIn(firm, page);
                    pages.forEach(
                            (name, address) -> {
                                page.navigate(firm.server().url() + address);
                                page.addScriptTag(new Page.AddScriptTagOptions().setContent(axe));
                                wrong.addAll(looked(page, name + "-" + width + "-" + scheme));
                            });
                    context.close();
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /**
     * Texts whose lines are too short for their words, so that these are broken letter by letter.
     */
    private static final String SQUEEZED =
            """
            [...document.querySelectorAll('td, th, li, p, dd, dt, a')].filter(each => {
                const box = document.createRange();
                box.selectNodeContents(each);
                const lines = new Set([...box.getClientRects()].map(line => Math.round(line.top)));
                const words = each.innerText.trim().split(/[\\s/-]+/).filter(word => word).length;
                return each.offsetParent && lines.size > 3 && lines.size > 2 * words;
            }).map(each => each.innerText.trim().slice(0, 40)).slice(0, 5)
            """;

    /** What is wrong with the page that is open; its picture is kept. */
    private static List<String> looked(Page page, String name) {
        List<String> wrong = new ArrayList<>();
        ((List<?>) page.evaluate(FINDINGS)).forEach(finding -> wrong.add(name + ": " + finding));
        ((List<?>) page.evaluate(SQUEEZED)).forEach(text -> wrong.add(name + ": squeezed " + text));
        int over = (int) page.evaluate("document.documentElement.scrollWidth - innerWidth");
        if (over > 0) {
            wrong.add(name + ": runs " + over + " pixels over the edge");
        }
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target/screenshots", name + ".png")));
        return wrong;
    }

    private static void signIn(FirmOnPaper firm, Page page) {
        FirstSignIn first = firm.server().firstSignIn().orElseThrow();
        page.navigate(firm.server().url() + "/sign-in");
        page.getByLabel("Name").fill(first.login());
        page.getByLabel("Password").fill(first.password());
        page.keyboard().press("Enter");
        page.waitForURL(firm.server().url() + "/");
    }

    private static Map<String, String> figures() {
        return Map.of(
                "notices",
                "/notices",
                "flow",
                "/flow",
                "codes",
                "/codes",
                "executive",
                "/executive?currency=EUR",
                "explain",
                "/explain/figure?metric=bookings&verify=true",
                "cutoff",
                "/cutoff?entity=DE01&stage=rejected&cause=action-rejected%3Aerp%3Atax-code",
                "month-end",
                "/month-end?entity=DE01&period=2026-10",
                "roll-forward",
                "/figures?metric=backlog-billing&from=2026-01-01&until=2027-01-01&item=bookings"
                        + "&in=backlog-billing+EUR",
                "bridge",
                "/figures?view=bridge&metric=bookings&from=2026-01-01&until=2027-01-01"
                        + "&since=2026-01-01T00:00:00Z&item=late-arrival&in=bookings+EUR");
    }

    /** A firm with something on every page; their addresses by name. */
    private static Map<String, String> filled(FirmOnPaper firm) {
        firm.customer("001G", "Nordwind Versicherung AG", "DE811569869");
        firm.customer("001B", "Ohne Steuer GmbH", "");
        String held = firm.won("006H", "Claims platform", "001B", 420_000, "005A");
        firm.won("006H2", "Data office", "001B", 48_000, "005A");
        String unclear = firm.won("006U", "Managed services", "001G", 40_000, "005A");
        firm.ended(
                unclear,
                firm.write(unclear, "POST_INVOICE"),
                new ActionOutcome.Ambiguous("the answer never came."));
        for (int i = 0; i < 3; i++) {
            String refused = firm.won("006R" + i, "Advice " + i, "001G", 20_000, "005A");
            firm.ended(
                    refused,
                    firm.write(refused, "POST_INVOICE"),
                    new ActionOutcome.Rejected("tax-code", "tax code A7 is not known."));
        }
        firm.server()
                .installation()
                .intake()
                .accept(
                        List.of(
                                new RawMessage(
                                        "crm",
                                        "Opportunity",
                                        "006P",
                                        Optional.empty(),
                                        RawMessage.Source.WEBHOOK,
                                        "webhook 4711",
                                        "{\"Id\":\"006P\",\"Name\":\"Waits\",\"OwnerId\":\"005Z\"}"
                                                .getBytes(StandardCharsets.UTF_8))));
        firm.settle();
        Incidents.of(firm.server().installation().dataSource(), "dispatch")
                .raise("erp", "unreachable", "The ERP does not answer at 127.0.0.1:9.");
        long parked =
                firm.database()
                        .sql("select min(message_id) from parked")
                        .query(Long.class)
                        .single();
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("sign-in", "/sign-in?failed");
        pages.put("account", "/account");
        pages.put("overview", "/");
        pages.put("engagements", "/engagements");
        pages.put("engagement", "/engagements/" + held);
        pages.put("decisions", "/engagements/" + held + "/decisions");
        pages.put("settling", "/engagements/" + unclear + "/decisions");
        String invoice = firm.write(unclear, "POST_INVOICE").replace("#", "%23");
        pages.put(
                "prospect",
                "/engagements/%s/decisions/preview?decision=settle&happened=true&external-id=77"
                                .formatted(unclear)
                        + "&number=RE-77&action="
                        + invoice);
        pages.putAll(figures());
        pages.put("exceptions", "/exceptions");
        pages.put("cause", "/exceptions?cause=action-rejected%3Aerp%3Atax-code");
        String care = "/exceptions/care?engagement=" + held + "&key=gate%3Acustomer-incomplete";
        pages.put("care", care);
        pages.put("repair", "/repairs/new?cause=action-rejected%3Aerp%3Atax-code");
        pages.put("approvals", "/approvals");
        pages.put("parked", "/parked");
        pages.put("parked-message", "/parked/" + parked);
        pages.put("incidents", "/incidents");
        pages.putAll(Map.of("actions", "/actions", "write", "/actions/one?key=" + invoice));
        pages.put("releases", "/releases");
        pages.put("audit", "/audit");
        pages.put("people", "/people");
        return pages;
    }
}
