package throughline.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import throughline.money.Money;

class WritingAmountsToPeopleTest {

    @Test
    void a_sentence_and_the_money_below_it_read_alike() {
        NoticeSettings settings =
                new NoticeSettings(
                        "https://here",
                        Optional.empty(),
                        "",
                        "",
                        false,
                        "us@here.example",
                        "",
                        Duration.ofHours(1),
                        Duration.ofHours(4),
                        Map.of(),
                        Map.of());
        Instant now = Instant.parse("2026-03-02T09:00:00Z");
        Matter matter =
                new Matter(
                        Matter.Level.NEW,
                        "subject",
                        "tax",
                        "sow-price-exceeded",
                        "USD 15250.00 is billed on line L1.",
                        "Advice",
                        Optional.of(Money.parse("USD 15250.00")),
                        now.minusSeconds(60),
                        Optional.empty(),
                        "/exceptions");
        assertThat(new NoticeText("Firm", settings).of("tax", List.of(matter), "", now).body())
                .contains("USD 15,250.00 is billed on line L1.", "USD 15,250.00 at stake");
    }
}
