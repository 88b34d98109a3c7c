package throughline.landscape.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import throughline.schema.Schema;
import throughline.schema.Schema.Field;
import throughline.schema.Schema.Type;
import throughline.schema.SchemaSet;

final class HoldingRecordsAgainstTheirContractTest {

    private static final Schema LINE = Schema.object(Map.of("text", always(Schema.of(Type.TEXT))));

    private static final Schema CARD =
            Schema.object(
                    Map.of(
                            "id", always(Schema.of(Type.TEXT)),
                            "hours", always(Schema.of(Type.NUMBER)),
                            "worked", sometimes(Schema.text("date").orNull(true)),
                            "state", always(Schema.of(Type.TEXT).oneOf(Set.of("open", "done"))),
                            "lines", sometimes(Schema.list(LINE))));

    private static Field always(Schema schema) {
        return new Field(schema, true, false);
    }

    private static Field sometimes(Schema schema) {
        return new Field(schema, false, false);
    }

    private static VendorContract contract(DriftRule... rules) {
        return new VendorContract(
                new VendorContract.Declared(
                        "psa",
                        "contracts/psa.yaml",
                        "1",
                        Map.of(),
                        new SchemaSet(Map.of("card", CARD), Map.of()),
                        List.of(rules),
                        Map.of(),
                        Map.of()),
                Map.of("card", Set.of("id", "hours", "lines[].text")));
    }

    private static Map<String, Object> card(Object... others) {
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("id", "1");
        card.put("hours", new BigDecimal("7.5"));
        card.put("state", "open");
        for (int i = 0; i < others.length; i += 2) {
            card.put((String) others[i], others[i + 1]);
        }
        return card;
    }

    private static List<String> told(VendorContract contract, Map<String, Object> card) {
        return contract.deviations("card", card).stream()
                .map(each -> each.path() + " " + each.drift().word() + " " + each.policy().word())
                .toList();
    }

    @Test
    void a_record_as_it_was_declared_deviates_in_nothing() {
        assertThat(contract().deviations("card", card())).isEmpty();
        assertThat(contract().deviations("card", card("hours", new BigDecimal("8")))).isEmpty();
        assertThat(contract().deviations("other", card("x", 1))).isEmpty();
    }

    @Test
    void what_a_mapping_reads_waits_and_the_rest_is_told() {
        Map<String, Object> gone = card("colour", "red", "lines", List.of(Map.of("text", true)));
        gone.remove("hours");
        gone.put("worked", "05.01.2026");
        gone.put("state", "parked");

        assertThat(told(contract(), gone))
                .containsExactly(
                        "colour new-field warn",
                        "hours missing park",
                        "lines[].text retyped park",
                        "state new-value warn",
                        "worked retyped warn");
        assertThat(contract().deviations("card", gone))
                .extracting(Deviation::sentence)
                .contains(
                        "hours is not there, which the contract says always is",
                        "lines[].text is truth where the contract says text",
                        "state is parked, which the contract does not list");
    }

    @Test
    void nothing_where_something_always_was_is_another_type() {
        Map<String, Object> empty = card();
        empty.put("hours", null);
        empty.put("worked", null);
        assertThat(told(contract(), empty)).containsExactly("hours retyped park");
    }

    @Test
    void the_first_rule_that_fits_decides() {
        DriftRule stop =
                new DriftRule(
                        Optional.of("card"),
                        Optional.of("ho*"),
                        Optional.of(DriftClass.RETYPED),
                        DriftPolicy.STOP);
        DriftRule accept =
                new DriftRule(
                        Optional.empty(), Optional.empty(), Optional.empty(), DriftPolicy.ACCEPT);
        assertThat(told(contract(stop, accept), card("hours", "7,5", "colour", "red")))
                .containsExactly("colour new-field accept", "hours retyped stop");
    }

    @Test
    void the_order_of_fields_and_of_records_changes_nothing() {
        List<Map.Entry<String, Object>> entries =
                new ArrayList<>(
                        card("a", 1, "b", 2, "hours", "x", "lines", List.of(Map.of())).entrySet());
        List<String> first = told(contract(), in(entries));
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(entries, random);
            assertThat(told(contract(), in(entries))).isEqualTo(first).hasSize(4);
        }
    }

    private static Map<String, Object> in(List<Map.Entry<String, Object>> entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        entries.forEach(each -> map.put(each.getKey(), each.getValue()));
        return map;
    }

    @Test
    void a_list_of_thousands_is_told_once_and_a_long_value_is_cut() {
        List<Object> lines = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            lines.add(Map.of("text", "x", "odd", i));
        }
        Map<String, Object> card = new HashMap<>(card("lines", lines));
        card.put("state", "x".repeat(10_000));
        List<Deviation> found = contract().deviations("card", card);
        assertThat(found).extracting(Deviation::path).containsExactly("lines[].odd", "state");
        assertThat(found.getLast().value()).hasSizeLessThan(100);
    }
}
