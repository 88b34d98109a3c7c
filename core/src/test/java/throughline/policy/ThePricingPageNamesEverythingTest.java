package throughline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ThePricingPageNamesEverythingTest {

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/reference/pricing.md"));
    }

    @Test
    void every_pricing_model() throws IOException {
        String page = page();
        for (Model model : Model.values()) {
            assertThat(page).contains("| `" + model.word() + "` |");
        }
    }

    @Test
    void every_condition_with_its_models_and_words() throws IOException {
        for (StatedCondition condition : StatedCondition.values()) {
            String row =
                    page().lines()
                            .filter(line -> line.startsWith("| `" + condition.word() + "` |"))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(condition.word()));
            assertThat(condition.models()).allMatch(model -> row.contains("`" + model + "`"));
            assertThat(condition.words()).allMatch(word -> row.contains("`" + word + "`"));
        }
    }
}
