package throughline.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import throughline.landscape.GateName;
import throughline.landscape.GatePolicy;
import throughline.landscape.Lookup;
import throughline.landscape.Release;
import throughline.landscape.Translation;
import throughline.observed.CanonicalRecord;

/** A product that no map knows stops the booking, and nothing else of the deal is lost. */
final class AskingAboutUnmappedProductsTest {

    private final Release release = Releases.sound(LandscapesTest.landscape("pipeline"));

    @Test
    void a_known_product_meets_the_condition() {
        assertThat(condition().holds(Map.of("deal", deal("GTXPro")))).isTrue();
    }

    @Test
    void an_unknown_one_does_not_and_neither_does_a_deal_without_one() {
        assertThat(condition().holds(Map.of("deal", deal("GTX Ultra")))).isFalse();
        assertThat(condition().holds(Map.of())).isFalse();
    }

    private GatePolicy.Condition condition() {
        Optional<GatePolicy> pricing =
                release.defaultUnit().gates().stream()
                        .filter(gate -> gate.gate() == GateName.PRICING)
                        .findFirst();
        return pricing.orElseThrow().conditions().getFirst();
    }

    private CanonicalRecord deal(String product) {
        Map<String, Object> raw = new HashMap<>();
        raw.put("opportunity_id", "T1");
        raw.put("sales_agent", "Ada Lind");
        raw.put("product", product);
        raw.put("account", "Isdom");
        raw.put("deal_stage", "Won");
        raw.put("close_date", "2017-03-11");
        raw.put("close_value", "4514");
        Translation translation =
                release.mapping("crm", "opportunity").orElseThrow().translate(raw, Lookup.empty());
        return ((Translation.Translated) translation).record();
    }
}
