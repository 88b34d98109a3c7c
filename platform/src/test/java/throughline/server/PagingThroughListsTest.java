package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
                    new ActionOutcome.Confirmed("1", java.util.Map.of("number", "RE-1")));
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

    private static void add(JsonNode page, String list, String name, List<String> into) {
        page.path(list).forEach(each -> into.add(each.path(name).asString()));
    }
}
