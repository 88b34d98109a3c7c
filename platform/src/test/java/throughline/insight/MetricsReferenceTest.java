package throughline.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import throughline.releases.MetricNames;

/** The reference page lists exactly the metrics that there are. */
final class MetricsReferenceTest {

    @Test
    void the_page_has_a_row_for_every_metric_as_it_is_defined() throws IOException {
        Path page =
                Path.of(System.getProperty("throughline.root"))
                        .resolve("docs/reference/metrics.md");
        String text = Files.readString(page);
        for (Metric metric : Metrics.ALL) {
            assertThat(text).as("add or mend this row in %s", page).contains(row(metric));
        }
        assertThat(text.lines().filter(line -> line.startsWith("| `")).count())
                .as("rows of metrics that are gone")
                .isEqualTo(Metrics.ALL.size());
    }

    @Test
    void a_landscape_can_name_the_owner_of_every_metric() {
        assertThat(MetricNames.ALL)
                .containsExactlyInAnyOrderElementsOf(
                        Metrics.ALL.stream().map(Metric::name).toList());
    }

    static String row(Metric metric) {
        return "| `"
                + metric.name()
                + "` | "
                + metric.definition()
                + " | "
                + metric.unit().name().toLowerCase(Locale.ROOT)
                + " | "
                + metric.formula()
                + " | "
                + String.join(", ", metric.dimensions())
                + " |\n";
    }
}
