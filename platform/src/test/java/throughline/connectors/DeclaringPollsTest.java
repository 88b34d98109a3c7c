package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import throughline.landscape.SystemDeclaration;

class DeclaringPollsTest {

    @Test
    void types_share_a_pace_or_have_one_of_their_own() {
        Connector anything = new InProcess("erp");
        Map<String, Object> settings =
                Map.of(
                        "poll", Map.of("every", "10s", "types", List.of("payment", "customer")),
                        "sources",
                                List.of(
                                        Map.of("kind", "webhook"),
                                        Map.of("kind", "poll", "type", "period", "every", "10m")));

        SystemDeclaration erp = Samples.system("erp", "in-process", settings);
        assertThat(Polling.Poll.declared(erp, anything, Polling.Gate.OPEN))
                .containsExactly(
                        new Polling.Poll("erp", anything, "payment", Duration.ofSeconds(10)),
                        new Polling.Poll("erp", anything, "customer", Duration.ofSeconds(10)),
                        new Polling.Poll("erp", anything, "period", Duration.ofMinutes(10)));
    }
}
