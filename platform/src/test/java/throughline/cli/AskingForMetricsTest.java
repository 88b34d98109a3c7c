package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AskingForMetricsTest {

    @TempDir static Path folder;

    @BeforeAll
    void the_pipeline_is_loaded() throws Exception {
        CommandRun loaded =
                CommandRun.json(
                        folder.resolve("home"),
                        "load",
                        "--landscape",
                        CommandRun.landscape("pipeline").toString(),
                        PipelineFiles.in(folder.resolve("files")).toString());
        assertThat(loaded.exit()).as(loaded.err()).isZero();
    }

    @Test
    void bookings_by_month_are_the_documented_object() {
        CommandRun run =
                metrics(
                        "bookings",
                        "--from",
                        "2017-03-01",
                        "--until",
                        "2018-01-01",
                        "--by",
                        "month");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out().strip())
                .isEqualTo(
                        """
                        {"metric":"bookings","definition":1,"rows":[\
                        {"month":"2017-03","currency":"USD","amount":"1604.00"},\
                        {"month":"2017-05","currency":"USD","amount":"4821.00"}]}\
                        """);
    }

    @Test
    void a_day_that_does_not_exist_is_told_in_words_of_people() {
        CommandRun day = metrics("bookings", "--from", "2017-02-30");
        assertThat(day.exit()).isEqualTo(2);
        assertThat(day.err()).contains("'2017-02-30' is no day that exists. Write 2017-03-31.");
        assertThat(day.err()).doesNotContain("java.");
        assertThat(metrics("bookings", "--known", "yesterday").err())
                .contains("'yesterday' is no instant. Write 2026-01-01T00:00:00Z.");
    }

    @Test
    void an_attribute_of_the_landscape_cuts_and_filters() {
        CommandRun cut = metrics("bookings", "--by", "regional-office,sales-agent");
        assertThat(cut.list("rows"))
                .contains(
                        Map.of(
                                "regional-office",
                                "Central",
                                "sales-agent",
                                "Moses Frase",
                                "currency",
                                "USD",
                                "amount",
                                "1604.00"));
        CommandRun one = metrics("bookings", "--where", "sales-agent=Darcel Schlecht");
        assertThat(one.list("rows"))
                .containsExactly(Map.of("currency", "USD", "amount", "4821.00"));
    }

    @Test
    void what_was_not_known_yet_does_not_count() {
        CommandRun before = metrics("bookings", "--known", "2017-06-01T00:00:00Z");
        assertThat(before.list("rows")).isEmpty();
    }

    @Test
    void a_backlog_rolls_forward_and_every_item_opens_to_its_postings() {
        String[] asked = {
            "backlog-billing", "--roll-forward", "--from", "2017-05-01", "--until", "2017-06-01"
        };
        CommandRun rolled = metrics(asked);
        assertThat(rolled.exit()).as(rolled.err()).isZero();
        assertThat(rolled.out().strip())
                .isEqualTo(
                        """
                        {"roll-forward":"backlog-billing","adds-up":true,"rows":[{\
                        "balance":"backlog-billing","currency":"USD","opening":"1604.00",\
                        "bookings":"4821.00","soft-bookings":"0.00","changes":"0.00",\
                        "cancellations":"0.00","burn":"0.00","credited":"0.00",\
                        "estimates":"0.00","written-off":"0.00","closing":"6425.00",\
                        "adds-up":true}]}\
                        """);
        List<String> opening = new ArrayList<>(List.of(asked));
        opening.add("--items");
        assertThat(metrics(opening.toArray(String[]::new)).list("items"))
                .singleElement()
                .satisfies(
                        line ->
                                assertThat(line)
                                        .containsEntry("item", "bookings")
                                        .containsEntry("amount", "4821.00")
                                        .containsEntry("event", "contract-booked/v1"));
        CommandRun none = metrics("bookings", "--roll-forward");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("no-such-balance").contains("deferred-revenue");
    }

    @Test
    void an_unknown_metric_or_dimension_is_wrong_usage_and_lists_the_known_ones() {
        CommandRun metric = metrics("bokings");
        assertThat(metric.exit()).isEqualTo(2);
        assertThat(metric.err()).contains("unknown-metric").contains("backlog-billing");
        CommandRun dimension = metrics("bookings", "--by", "moon");
        assertThat(dimension.exit()).isEqualTo(2);
        assertThat(dimension.err()).contains("unknown-dimension").contains("regional-office");
    }

    @Test
    void a_period_without_a_day_and_a_date_that_does_not_exist_are_wrong_usage() {
        assertThat(metrics("bookings", "--from", "2017-03-01", "--until", "2017-03-01").exit())
                .isEqualTo(2);
        assertThat(metrics("bookings", "--from", "2017-02-30").exit()).isEqualTo(2);
    }

    @Test
    void without_a_name_every_metric_is_listed_with_its_formula() {
        CommandRun all = metrics();
        assertThat(all.list("metrics"))
                .anySatisfy(each -> assertThat(each).containsEntry("metric", "backlog-billing"));
    }

    private static CommandRun metrics(String... arguments) {
        List<String> all = new ArrayList<>(List.of("metrics"));
        all.addAll(List.of(arguments));
        return CommandRun.json(folder.resolve("home"), all.toArray(String[]::new));
    }
}
