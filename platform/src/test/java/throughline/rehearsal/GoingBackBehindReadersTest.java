package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import throughline.releases.KeptRelease;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.Releases;
import throughline.releases.Signature;

/**
 * Readers of what is published, and vendors, do not go back with us: where going back moves no
 * money but breaks one or looks at the other with old eyes, that is said, and a second person
 * agrees.
 */
class GoingBackBehindReadersTest extends TenOpportunities {

    @Test
    void takes_a_second_person_who_is_told_what_is_no_longer_published() throws Exception {
        putInForce(
                with(
                        Map.of(
                                "mappings/crm.yaml",
                                edited(
                                        "mappings/crm.yaml",
                                        "        sales-agent: raw.sales_agent\n",
                                        "        sales-agent: raw.sales_agent\n"
                                                + "        season: \"'spring'\"\n"),
                                "landscape.yaml",
                                edited("landscape.yaml", ", sector]", ", sector, season]"))));

        Rehearsal undo = goneBackTo(first);

        assertThat(undo.gate())
                .hasValueSatisfying(
                        why ->
                                assertThat(why)
                                        .contains("1 thing is no longer published")
                                        .contains("deal.attributes.season"));
    }

    @Test
    void takes_a_second_person_who_is_told_which_contract_of_a_vendor_holds_again()
            throws Exception {
        String contract =
                """
                {"$defs": {"product": {"type": "object",
                  "properties": {"product": {"type": "string"}, "series": {"type": "string"},
                    "sales_price": {"type": "string"}}, "required": ["product"]}}}
                """;
        putInForce(
                with(
                        Map.of(
                                "contracts/crm.json",
                                contract,
                                "systems/crm.yaml",
                                edited(
                                        "systems/crm.yaml",
                                        "writes: []\n",
                                        "writes: []\ncontract: {file: contracts/crm.json,"
                                                + " version: \"2.1\"}\n"))));

        Rehearsal undo = goneBackTo(first);

        assertThat(undo.gate())
                .hasValueSatisfying(
                        why ->
                                assertThat(why)
                                        .contains("what crm sends is held against no contract")
                                        .contains("not contract 2.1 ("));
    }

    @Test
    void takes_one_alone_where_nobody_outside_notices() throws Exception {
        putInForce(made("sectors.csv", "technolgy", "technologie"));
        assertThat(goneBackTo(first).gate()).isEmpty();
    }

    private Rehearsal goneBackTo(ReadResult.Released release) throws InterruptedException {
        KeptRelease back = store.find(release.release().id()).orElseThrow();
        return rehearsals.rehearseRollBack(back, Signature.of("ann"), Rehearsals.Watcher.NOBODY);
    }

    private String edited(String file, String old, String next) {
        String text = new String(first.files().files().get(file), StandardCharsets.UTF_8);
        assertThat(text).contains(old);
        return text.replace(old, next);
    }

    private ReadResult.Released with(Map<String, String> texts) {
        SortedMap<String, byte[]> files = new TreeMap<>(first.files().files());
        texts.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return switch (Releases.read(new LandscapeFiles(files))) {
            case ReadResult.Released released -> released;
            case ReadResult.Faulty faulty -> throw new AssertionError(faulty.sentences());
        };
    }
}
