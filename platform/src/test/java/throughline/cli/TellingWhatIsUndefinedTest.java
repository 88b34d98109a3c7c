package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import throughline.insight.Metric;
import throughline.insight.MetricAnswer;
import throughline.insight.Metrics;

class TellingWhatIsUndefinedTest {

    @Test
    void a_ratio_without_a_ground_is_null_for_programs_and_undefined_for_people() {
        Metric metric = Metrics.named("utilization").orElseThrow();
        MetricAnswer.Figure nobodyWorked =
                new MetricAnswer.Figure(
                        Map.of("month", "2026-01"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("0.00"),
                        Optional.of("0.00"));
        Answer answer =
                MetricTables.table(
                        new MetricAnswer.Figures(metric, List.of(nobodyWorked), List.of()));
        assertThat(answer.rows().getFirst()).containsEntry("value", "undefined");
        assertThat(answer.json().get("rows"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Map.class))
                .first()
                .satisfies(row -> assertThat(row.get("value")).isNull());
    }
}
