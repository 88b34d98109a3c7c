package throughline.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.connectors.Endpoints;
import throughline.database.Home;
import throughline.intake.RawMessage;
import throughline.server.Installation;
import throughline.server.Server;

@InABrowser
class WalkingThroughTheConsoleTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    @Test
    void a_person_finds_a_deal_reads_its_story_and_sees_it_change_without_reloading(
            @TempDir Path folder) throws Exception {
        try (Server server = Server.start(plan(folder), 0);
                Playwright playwright = Playwright.create();
                Browser browser = playwright.chromium().launch(headless())) {
            take(server, deal("O-1", "Won", "1054"), deal("O-2", "Engaging", ""), account());
            List<String> complaints = new ArrayList<>();
            Page page = browser.newPage();
            page.onConsoleMessage(
                    message -> {
                        if (message.type().equals("error")) {
                            complaints.add(message.text());
                        }
                    });
            page.navigate(server.url());
            assertThat(page.locator("h1")).hasText("Sign in");
            var first = server.firstSignIn().orElseThrow();
            page.getByLabel("Name").fill(first.login());
            page.getByLabel("Password").fill(first.password());
            page.keyboard().press("Enter");
            assertThat(page.locator("dl.flow").first()).containsText("1,054.00");
            assertThat(page.locator(".live")).hasText("live");
            assertThat(page.locator("[data-chart] svg").first()).isVisible();

            take(server, deal("O-3", "Won", "946"));
            assertThat(page.locator("dl.flow").first()).containsText("2,000.00");

            page.keyboard().press("Tab");
            assertThat(page.locator(".skip")).isFocused();
            page.getByRole(AriaRole.LINK, named("Engagements")).click();
            assertThat(page.locator(".live")).hasText("live");
            page.keyboard().press("/");
            assertThat(page.locator("input[type=search]")).isFocused();
            page.keyboard().type("O-3");
            assertThat(page.locator("tbody tr")).hasCount(1);
            page.locator("h1").click();
            page.keyboard().press("j");
            page.keyboard().press("Enter");
            assertThat(page).hasURL(Pattern.compile("O-3"));
            assertThat(page.locator("body")).containsText("Gates before activation");
            assertThat(page.locator(".gates li")).hasCount(9);
            assertThat(page.locator(".timeline")).containsText("Contract booked on 2017-03-01");

            page.getByRole(AriaRole.LINK, named("Exceptions")).click();
            assertThat(page.locator("h1")).hasText("Exceptions");
            Assertions.assertThat(complaints).isEmpty();
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static BrowserType.LaunchOptions headless() {
        return new BrowserType.LaunchOptions()
                .setExecutablePath(CHROMIUM)
                .setArgs(
                        List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync"));
    }

    private static Installation.Plan plan(Path folder) {
        Path root = Path.of(System.getProperty("throughline.root"));
        return new Installation.Plan(
                new Home(folder),
                Optional.empty(),
                root.resolve("landscapes/pipeline"),
                Endpoints.OF_THE_LANDSCAPE,
                Map.of());
    }

    private static void take(Server server, RawMessage... messages) throws InterruptedException {
        server.installation().intake().accept(List.of(messages));
        Assertions.assertThat(server.installation().awaitQuiet(Duration.ofSeconds(30))).isTrue();
    }

    private static RawMessage account() {
        return message("account", "Acme", "{\"account\":\"Acme\",\"sector\":\"retail\"}");
    }

    private static RawMessage deal(String id, String stage, String value) {
        String closed = stage.equals("Won") ? "2017-03-01" : "";
        return message(
                "opportunity",
                id,
                """
                {"opportunity_id":"%s","sales_agent":"Ada","product":"GTX Basic","account":"Acme",
                "deal_stage":"%s","engage_date":"2017-01-02","close_date":"%s","close_value":"%s"}
                """
                        .formatted(id, stage, closed, value));
    }

    private static RawMessage message(String type, String id, String body) {
        return new RawMessage(
                "crm",
                type,
                id,
                Optional.empty(),
                RawMessage.Source.FILE,
                "test",
                body.getBytes(StandardCharsets.UTF_8));
    }
}
