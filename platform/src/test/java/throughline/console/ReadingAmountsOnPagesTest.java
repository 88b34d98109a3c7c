package throughline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.server.FirmOnPaper;
import throughline.server.SignedIn;

/** An amount within a sentence reads alike wherever people see it, and is kept as it was said. */
class ReadingAmountsOnPagesTest {

    private static final String KEPT = "EUR 1234567.00 is over the limit of \"EUR 50000.00\"";
    private static final String READ = "EUR 1,234,567.00 is over the limit of \"EUR 50000.00\"";

    @Test
    void a_refusal_reads_alike_on_every_page_and_is_kept_as_it_was_said(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String deal = firm.won("006A", "Advice", "001G", 20_000, "005A");
            String write = firm.write(deal, "POST_INVOICE");
            firm.ended(deal, write, new ActionOutcome.Rejected("limit", KEPT + "."));
            String key =
                    firm.database()
                            .sql(
                                    "select key from exception_item where engagement = ?"
                                            + " and code = 'action-rejected'")
                            .param(deal)
                            .query(String.class)
                            .single();
            SignedIn reader = SignedIn.first(firm.server());
            for (String page :
                    List.of(
                            "/exceptions",
                            "/exceptions/care?engagement=" + deal + "&key=" + encoded(key),
                            "/engagements/" + deal,
                            "/engagements/" + deal + "/decisions",
                            "/actions",
                            "/actions/one?key=" + encoded(write))) {
                assertThat(reader.get(page).body().replace("&#34;", "\"").replace("&quot;", "\""))
                        .as(page)
                        .contains(READ)
                        .doesNotContain("EUR 1234567.00");
            }
            assertThat(
                            firm.call(
                                            SignedIn.token(firm.server(), "admin"),
                                            "/exceptions?code=action-rejected",
                                            "")
                                    .json()
                                    .findValuesAsString("sentence"))
                    .as("a program reads what was said")
                    .allSatisfy(each -> assertThat(each).contains(KEPT))
                    .isNotEmpty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
