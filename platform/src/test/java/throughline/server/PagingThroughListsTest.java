package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import tools.jackson.databind.JsonNode;

/** A program reads long lists page by page while rows come and go. */
class PagingThroughListsTest {

    @Test
    void every_row_is_seen_once_although_others_come_and_go(@TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            String token = SignedIn.token(firm.server(), "admin");
            String operator = SignedIn.token(firm.server(), "admin");
            firm.customer("001G", "Nordwind AG", "DE811569869");
            List<String> refused = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                String deal = firm.won("006P" + i, "Deal " + i, "001G", 20_000 + 2 * i, "005A");
                String invoice = firm.write(deal, "POST_INVOICE");
                firm.ended(deal, invoice, new ActionOutcome.Rejected("tax-code", "no A7."));
                refused.add(deal);
            }
            List<String> seen = new ArrayList<>();
            JsonNode page = firm.call(token, "/exceptions?limit=2", "").json();
            add(page, "exceptions", "engagement", seen);
            // One that was seen is settled: counting rows would leave one out now.
            String done = seen.getFirst();
            firm.ended(
                    done,
                    firm.write(done, "POST_INVOICE"),
                    new ActionOutcome.Confirmed("1", Map.of("number", "RE-1")));
            while (!page.path("next").isNull()) {
                String next = "&after=" + page.path("next").asString();
                page = firm.call(token, "/exceptions?limit=2" + next, "").json();
                add(page, "exceptions", "engagement", seen);
            }
            assertThat(seen).containsExactlyInAnyOrderElementsOf(refused);

            List<String> keys = new ArrayList<>();
            page = firm.call(token, "/actions?limit=7", "").json();
            add(page, "actions", "key", keys);
            while (!page.path("next").isNull()) {
                String next = "&after=" + page.path("next").asString();
                page = firm.call(token, "/actions?limit=7" + next, "").json();
                add(page, "actions", "key", keys);
            }
            assertThat(keys).doesNotHaveDuplicates().hasSizeGreaterThan(14);

            assertThat(firm.call(token, "/exceptions?after=nonsense", "").status()).isEqualTo(400);
            assertThat(firm.call(token, "/actions?after=%00", "").status()).isEqualTo(400);
            assertThat(firm.call(operator, "/parked?after=bm8", "").status()).isEqualTo(400);
        }
    }

    @Test
    void every_order_of_the_console_is_read_page_by_page(@TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            String token = SignedIn.token(firm.server(), "admin");
            dealsThatAreAlikeAndOneThatWaits(firm);
            for (String sort :
                    List.of(
                            "",
                            "newest",
                            "name",
                            "-name",
                            "customer",
                            "-customer",
                            "unit",
                            "-unit",
                            "stage",
                            "-stage",
                            "value",
                            "-value",
                            "billed",
                            "-billed",
                            "recognized",
                            "-recognized",
                            "exceptions",
                            "-exceptions")) {
                String path = "/engagements?sort=" + sort;
                List<String> whole = new ArrayList<>();
                add(firm.call(token, path, "").json(), "engagements", "id", whole);
                assertThat(whole).as(sort).hasSize(5).doesNotHaveDuplicates();
                for (int size = 1; size <= 3; size++) {
                    assertThat(paged(firm, token, path + "&limit=" + size, "engagements", "id"))
                            .as(sort + " by " + size)
                            .isEqualTo(whole);
                }
            }
            assertThat(values(firm, token, "-value", "value"))
                    .containsExactly("12000.00", "9001.00", "9001.00", "9000.00", "9000.00");
            assertThat(values(firm, token, "billed", "billed"))
                    .containsExactly("4500.00", "null", "null", "null", "null");
            assertThat(values(firm, token, "-billed", "id").getFirst()).endsWith("006S1");
            assertThat(values(firm, token, "-exceptions", "exceptions"))
                    .isSortedAccordingTo(Comparator.<String>naturalOrder().reversed())
                    .doesNotContain("null");
            assertThat(values(firm, token, "name", "name").getFirst()).startsWith("A deal");
            assertThat(firm.call(token, "/engagements?q=.%25_%5C", "").json().get("engagements"))
                    .hasSize(1);
            // What comes in meanwhile pushes nothing onto a second page.
            JsonNode page = firm.call(token, "/engagements?sort=newest&limit=3", "").json();
            List<String> seen = new ArrayList<>();
            add(page, "engagements", "id", seen);
            firm.won("006SY", "Newer", "001G", 9_000, "005A");
            String next = "&after=" + page.path("next").asString();
            add(
                    firm.call(token, "/engagements?sort=newest" + next, "").json(),
                    "engagements",
                    "id",
                    seen);
            assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_place_in_another_order_and_one_that_nobody_gave_out_are_refused(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            String token = SignedIn.token(firm.server(), "admin");
            firm.customer("001G", "Nordwind AG", "DE811569869");
            firm.won("006S1", "One", "001G", 9_000, "005A");
            firm.won("006S2", "Two", "001G", 9_000, "005A");
            String byValue =
                    firm.call(token, "/engagements?sort=value&limit=1", "")
                            .json()
                            .path("next")
                            .asString();
            String byId =
                    firm.call(token, "/engagements?limit=1", "").json().path("next").asString();
            refused(firm, token, "/engagements?sort=-value&after=" + byValue, "after");
            refused(firm, token, "/engagements?after=" + byValue, "after");
            refused(firm, token, "/engagements?sort=value&after=" + byId, "after");
            refused(firm, token, "/engagements?sort=value&after=nonsense", "after");
            refused(firm, token, "/engagements?after=006S1", "after");
            refused(
                    firm,
                    token,
                    "/engagements?sort=value&after=" + key("value", "1", "x", "y"),
                    "after");
            refused(
                    firm,
                    token,
                    "/engagements?sort=newest&after=" + key("newest", "1", "x", "y"),
                    "after");
            String far = key("newest", "1", "+999999999-12-31T23:59:59Z", "y");
            refused(firm, token, "/engagements?sort=newest&after=" + far, "after");
            refused(
                    firm,
                    token,
                    "/engagements?sort=name&after=" + key("name", "1", "\0", "y"),
                    "after");
            refused(firm, token, "/incidents?after=" + key("x", "a", "b", "c"), "after");
            refused(firm, token, "/incidents?after=" + byId + ".", "after");
            for (String sort : List.of("nothing", "--value", "e.id", "-", "VALUE")) {
                FirmOnPaper.Called called = firm.call(token, "/engagements?sort=" + sort, "");
                assertThat(called.status()).as(sort).isEqualTo(400);
                assertThat(called.json().path("parameter").asString()).isEqualTo("sort");
                assertThat(called.json().path("known").toString()).contains("recognized", "value");
            }
        }
    }

    @Test
    void incidents_are_read_page_by_page_while_they_are_seen_again(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn.first(firm.server());
            String token = SignedIn.token(firm.server(), "admin");
            for (int i = 0; i < 7; i++) {
                firm.database()
                        .sql(
                                """
                                insert into incident (area, subject, code, sentence, opened_at,
                                    closed_at)
                                values ('test', ?, 'broken', 'It broke.',
                                    timestamptz '2026-03-02 10:00:00.123456Z' + ?::interval,
                                    case when ? then now() end)
                                """)
                        .params("system " + i, (i / 3) + " hours", i % 2 == 0)
                        .update();
            }
            String test = "/incidents?limit=2";
            List<String> seen = new ArrayList<>();
            JsonNode page = firm.call(token, test, "").json();
            while (!page.path("next").isNull()) {
                add(page, "incidents", "subject", seen);
                firm.database()
                        .sql("update incident set last_at = now(), seen = seen + 1")
                        .update();
                String next = "&after=" + page.path("next").asString();
                page = firm.call(token, test + next, "").json();
            }
            add(page, "incidents", "subject", seen);
            seen.removeIf(each -> !each.startsWith("system "));
            assertThat(seen)
                    .containsExactly(
                            "system 6",
                            "system 3",
                            "system 4",
                            "system 5",
                            "system 0",
                            "system 1",
                            "system 2");
            List<String> open = paged(firm, token, test + "&open=true", "incidents", "subject");
            open.removeIf(each -> !each.startsWith("system "));
            assertThat(open).containsExactly("system 3", "system 5", "system 1");
            assertThat(paged(firm, token, test + "&open=false", "incidents", "subject"))
                    .contains("system 6", "system 4", "system 0", "system 2")
                    .doesNotContain("system 1");
            assertThat(firm.call(token, "/incidents?open=perhaps", "").status()).isEqualTo(400);
        }
    }

    private static void dealsThatAreAlikeAndOneThatWaits(FirmOnPaper firm) {
        firm.customer("001G", "Nordwind AG", "DE811569869");
        firm.customer("001B", "Ohne Steuer GmbH", "");
        for (int i = 0; i < 4; i++) {
            // Two that are alike in all but their id.
            String deal = firm.won("006S" + i, "Deal " + i / 2, "001G", 9_000 + i / 2, "005A");
            if (i == 1) {
                String invoice = firm.write(deal, "POST_INVOICE");
                firm.ended(
                        deal, invoice, new ActionOutcome.Confirmed("1", Map.of("number", "RE-1")));
            }
        }
        firm.won("006SX", "A deal that waits.%_\\\\", "001B", 12_000, "005A");
    }

    private static List<String> paged(
            FirmOnPaper firm, String token, String path, String list, String name)
            throws Exception {
        List<String> seen = new ArrayList<>();
        JsonNode page = firm.call(token, path, "").json();
        add(page, list, name, seen);
        while (!page.path("next").isNull()) {
            page = firm.call(token, path + "&after=" + page.path("next").asString(), "").json();
            add(page, list, name, seen);
        }
        return seen;
    }

    private static List<String> values(FirmOnPaper firm, String token, String sort, String name)
            throws Exception {
        List<String> values = new ArrayList<>();
        JsonNode page = firm.call(token, "/engagements?sort=" + sort, "").json();
        page.path("engagements").forEach(each -> values.add(each.path(name).asString("null")));
        return values;
    }

    private static void refused(FirmOnPaper firm, String token, String path, String parameter)
            throws Exception {
        FirmOnPaper.Called called = firm.call(token, path, "");
        assertThat(called.status()).as(path + " " + called.body()).isEqualTo(400);
        assertThat(called.code()).isEqualTo("bad-parameter");
        assertThat(called.json().path("parameter").asString()).isEqualTo(parameter);
    }

    /** A place as nobody gave it out. */
    private static String key(String... parts) {
        return Arrays.stream(parts)
                .map(
                        part ->
                                Base64.getUrlEncoder()
                                        .withoutPadding()
                                        .encodeToString(part.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining("."));
    }

    private static void add(JsonNode page, String list, String name, List<String> into) {
        page.path(list).forEach(each -> into.add(each.path(name).asString()));
    }
}
