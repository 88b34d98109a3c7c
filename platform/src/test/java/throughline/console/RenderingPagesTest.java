package throughline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RenderingPagesTest {

    private final Pages pages = new Pages();

    @Test
    void the_overview_shows_every_figure_and_links_every_cause() {
        String html = pages.render("overview", SampleViews.overview());
        assertThat(html)
                .contains("1,284,500.00")
                .contains("href=\"/exceptions?code=customer-tax-id-missing\"")
                .contains("aria-current=\"page\"");
    }

    @Test
    void an_empty_installation_is_told_what_to_do() {
        String html = pages.render("overview", SampleViews.emptyOverview());
        assertThat(html).contains("No deal has been booked yet").contains("./throughline load");
    }

    @Test
    void a_deals_name_cannot_smuggle_in_markup() {
        String html =
                pages.render("engagements", SampleViews.engagements("<script>alert(1)</script>"));
        assertThat(html).doesNotContain("<script>alert(1)").contains("&lt;script&gt;alert(1)");
    }

    @Test
    void an_engagement_tells_its_gates_schedule_invoices_revenue_and_writes() {
        String html = pages.render("engagement", SampleViews.engagement());
        assertThat(html)
                .contains("Tax identity")
                .contains("RE-2026-0007")
                .contains("Straight line")
                .contains("PSA-0042");
    }

    @Test
    void exceptions_stand_by_cause_and_one_by_one_and_a_cause_can_be_mended_in_all_places() {
        String html = pages.render("exceptions", SampleViews.exceptions());
        assertThat(html).contains("customer-tax-id-missing").contains("Mend in all places");
        assertThat(List.of(html.split("<table>"))).hasSize(3);
    }

    @Test
    void writes_are_told_with_what_was_tried_and_what_can_be_done() {
        String list = pages.render("actions", SampleWrites.list());
        assertThat(list)
                .contains("Post invoice", "no answer in time", "after 2 other")
                .doesNotContain("<b>bold</b>");
        assertThat(pages.render("action", SampleWrites.one()))
                .contains("in doubt: searched for", "&lt;b&gt;bold&lt;/b&gt;", "Look in erp")
                .doesNotContain("<b>bold</b>");
    }
}
