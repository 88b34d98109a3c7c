package throughline.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.connectors.Endpoints;
import throughline.database.Home;
import throughline.engine.Pipeline;
import throughline.rehearsal.Rehearsal;
import throughline.rehearsal.RehearsalStore;
import throughline.releases.KeptRelease;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.ReleaseStore;
import throughline.releases.Releases;
import throughline.releases.Signature;
import throughline.server.Installation;
import throughline.server.Server;

/** A second person reads what a release would change, agrees to it and puts it in force. */
@InABrowser
class PuttingAReleaseInForceTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path LANDSCAPE =
            Path.of(System.getProperty("throughline.root"), "landscapes", "pipeline");

    @Test
    void is_refused_until_a_second_person_agreed_and_says_why_on_the_page(@TempDir Path folder)
            throws Exception {
        try (Server server = Server.start(plan(folder), 0);
                Playwright playwright = Playwright.create();
                Browser browser = playwright.chromium().launch(headless())) {
            Installation firm = server.installation();
            firm.intake().accept(Pipeline.messages(40));
            Assertions.assertThat(firm.awaitQuiet(Duration.ofSeconds(30))).isTrue();
            KeptRelease next = drafted(firm);
            Page page = browser.newPage();
            List<String> complaints = new ArrayList<>();
            page.onPageError(complaints::add);
            signIn(server, page);
            page.getByRole(AriaRole.LINK, named("Releases")).click();
            assertThat(page.locator("#releases tbody tr")).hasCount(2);

            page.navigate(server.url() + "/releases/" + next.id());
            assertThat(page.locator("body")).containsText("It was not rehearsed yet");
            page.getByRole(AriaRole.BUTTON, button("Rehearse")).click();
            page.waitForURL("**/rehearsals/1");
            assertThat(page.locator("h1")).containsText("finished");
            assertThat(page.locator(".said").first()).containsText("It takes a second person");
            assertThat(page.locator("[data-chart] svg").first()).isVisible();
            assertThat(page.locator("#engagements > tbody > tr").first()).containsText("Booked");
            page.locator("#engagements summary").first().click();
            assertThat(page.locator("#engagements details").first()).containsText("USD");
            shot(page, "rehearsal");
            page.getByText("What happens otherwise, and why").first().click();
            assertThat(page.locator("#before")).containsText("Contract booked");
            assertThat(page.locator("#after")).containsText("is open");
            shot(page, "why");

            page.navigate(server.url() + "/approvals");
            assertThat(page.locator("section").first()).containsText("Release " + next.id());
            assertThat(page.locator("section").first()).containsText("nothing is won before");
            shot(page, "approvals");
            page.navigate(server.url() + "/releases/" + next.id());
            assertThat(page.locator("body")).containsText("OPEN, not WON");
            shot(page, "release");
            page.getByRole(AriaRole.BUTTON, button("Put in force")).click();
            assertThat(page.locator("[role=alert]"))
                    .containsText("Somebody other than ann must agree");
            page.getByLabel("You agree to exactly this content").fill("seen with finance");
            page.getByRole(AriaRole.BUTTON, button("Agree as a second person")).click();
            assertThat(page.locator("[role=status].good")).containsText("You agreed");
            page.getByRole(AriaRole.BUTTON, button("Put in force")).click();
            assertThat(page.locator("h1")).containsText("in force");
            assertThat(page.locator(".timeline")).containsText("seen with finance");
            Assertions.assertThat(new ReleaseStore(firm.dataSource()).inForce().orElseThrow())
                    .matches(inForce -> inForce.release().equals(next.id()));
            page.navigate(server.url() + "/audit");
            assertThat(page.locator("body")).containsText("Release applied");
            assertThat(page.locator("body")).containsText("Release approved");
            Assertions.assertThat(complaints).isEmpty();
            page.navigate(server.url() + "/rehearsals/nonsense");
            assertThat(page.locator("body")).containsText("There is no such rehearsal here");
        }
    }

    @Test
    void a_rehearsal_tells_how_far_it_has_come_and_is_cancelled_where_it_was_started(
            @TempDir Path folder) throws Exception {
        try (Server server = Server.start(plan(folder), 0);
                Playwright playwright = Playwright.create();
                Browser browser = playwright.chromium().launch(headless())) {
            Installation firm = server.installation();
            firm.intake().accept(Pipeline.messages(40));
            Assertions.assertThat(firm.awaitQuiet(Duration.ofSeconds(30))).isTrue();
            KeptRelease next = drafted(firm);
            Page page = browser.newPage();
            signIn(server, page);
            page.navigate(server.url() + "/releases/" + next.id());
            // Somebody else holds what it has to read: it comes no further.
            try (Connection other = firm.dataSource().getConnection()) {
                other.setAutoCommit(false);
                try (Statement lock = other.createStatement()) {
                    lock.execute("lock table parked in access exclusive mode");
                    page.getByRole(AriaRole.BUTTON, button("Rehearse")).click();
                    page.waitForURL("**/rehearsals/1");
                    assertThat(page.locator("#progress")).containsText("It reads what was");
                    shot(page, "rehearsing");
                    page.navigate(server.url() + "/releases/" + next.id());
                    page.getByRole(AriaRole.BUTTON, button("Rehearse")).click();
                    assertThat(page.locator("[role=alert]"))
                            .containsText("rehearsal 1 is under way. Wait for it, or cancel it.");
                    page.navigate(server.url() + "/rehearsals/1");
                    page.getByRole(AriaRole.BUTTON, button("Cancel")).click();
                }
                other.rollback();
                other.setAutoCommit(true);
            }
            assertThat(page.locator("h1")).containsText("cancelled");
            assertThat(page.locator(".said").first()).containsText("counts for nothing");
            page.navigate(server.url() + "/releases/" + next.id());
            Assertions.assertThat(new RehearsalStore(firm.dataSource()).all())
                    .singleElement()
                    .matches(each -> each.state() == Rehearsal.State.CANCELLED);
        }
    }

    private static void signIn(Server server, Page page) {
        page.navigate(server.url());
        var first = server.firstSignIn().orElseThrow();
        page.getByLabel("Name").fill(first.login());
        page.getByLabel("Password").fill(first.password());
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText("From signed to collected");
    }

    /** For whoever wants to look at the pages. */
    private static void shot(Page page, String name) {
        page.setViewportSize(1360, 900);
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of("target", "screenshots", name + ".png")));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByRoleOptions button(String name) {
        return named(name);
    }

    private static KeptRelease drafted(Installation firm) {
        SortedMap<String, byte[]> files = new TreeMap<>(LandscapeFiles.in(LANDSCAPE).files());
        files.computeIfPresent(
                "tables/stages.csv",
                (name, bytes) ->
                        new String(bytes, StandardCharsets.UTF_8)
                                .replace("Won,WON", "Won,OPEN")
                                .getBytes(StandardCharsets.UTF_8));
        return switch (Releases.read(new LandscapeFiles(files))) {
            case ReadResult.Released released ->
                    new ReleaseStore(firm.dataSource())
                            .draft(
                                    released,
                                    Signature.of("ann"),
                                    "nothing is won before it is signed",
                                    InstantSource.system().instant());
            case ReadResult.Faulty faulty -> throw new AssertionError(faulty.sentences());
        };
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
        return new Installation.Plan(
                new Home(folder),
                Optional.empty(),
                LANDSCAPE,
                Endpoints.OF_THE_LANDSCAPE,
                Map.of());
    }
}
