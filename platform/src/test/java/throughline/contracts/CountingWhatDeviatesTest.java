package throughline.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import throughline.landscape.contract.DriftClass;
import throughline.landscape.contract.DriftPolicy;
import throughline.landscape.contract.DriftRule;
import throughline.landscape.contract.VendorContract;
import throughline.schema.Schema;
import throughline.schema.SchemaSet;

final class CountingWhatDeviatesTest {

    private static final LocalDate MONDAY = LocalDate.parse("2026-11-02");

    private static final VendorContract CONTRACT =
            new VendorContract(
                    new VendorContract.Declared(
                            "psa",
                            "contracts/psa.json",
                            "",
                            Map.of(),
                            new SchemaSet(
                                    Map.of(
                                            "card",
                                            Schema.object(
                                                    Map.of(
                                                            "hours",
                                                            new Schema.Field(
                                                                    Schema.of(Schema.Type.NUMBER)
                                                                            .orNull(true),
                                                                    false,
                                                                    false)))),
                                    Map.of()),
                            List.of(),
                            Map.of(),
                            Map.of()),
                    Map.of("card", Set.of("hours")));

    private static Trends.Count count(int week, String path, long records) {
        return new Trends.Count("psa", "card", MONDAY.plusWeeks(week), path, records);
    }

    private static List<String> found(List<Trends.Count> counts, LocalDate today) {
        return Trends.of(counts, CONTRACT, today).stream()
                .map(each -> each.week() + " " + each.finding())
                .toList();
    }

    @Test
    void values_that_stop_coming_are_found_in_the_week_in_which_they_do() {
        List<Trends.Count> counts =
                List.of(
                        count(0, "", 100),
                        count(1, "", 100),
                        count(1, "hours", 2),
                        count(2, "", 100),
                        count(2, "hours", 97));
        LocalDate today = MONDAY.plusWeeks(2).plusDays(3);
        assertThat(found(counts, today)).containsExactly("2026-11-16 psa:card hours nulls");
        assertThat(Trends.of(counts, CONTRACT, today).getFirst().finding().drift())
                .isEqualTo(DriftClass.NULLS);
        List<Trends.Count> shuffled = new ArrayList<>(counts);
        Collections.reverse(shuffled);
        assertThat(found(shuffled, today)).isEqualTo(found(counts, today));
    }

    @Test
    void of_a_few_records_and_of_what_was_always_empty_nothing_is_concluded() {
        LocalDate today = MONDAY.plusWeeks(3);
        assertThat(found(List.of(count(0, "", 100), count(1, "", 5), count(1, "hours", 5)), today))
                .isEmpty();
        assertThat(
                        found(
                                List.of(
                                        count(0, "", 100),
                                        count(0, "hours", 60),
                                        count(1, "", 100),
                                        count(1, "hours", 90)),
                                today))
                .isEmpty();
    }

    @Test
    void a_week_of_far_fewer_or_more_records_is_found_when_it_is_over() {
        List<Trends.Count> counts = new ArrayList<>();
        for (int week = 0; week < 4; week++) {
            counts.add(count(week, "", 100));
        }
        counts.add(count(4, "", 30));
        assertThat(found(counts, MONDAY.plusWeeks(4).plusDays(6))).isEmpty();
        assertThat(found(counts, MONDAY.plusWeeks(5)))
                .containsExactly("2026-11-30 psa:card  volume fewer");
        counts.set(4, count(4, "", 201));
        assertThat(found(counts, MONDAY.plusWeeks(5)))
                .containsExactly("2026-11-30 psa:card  volume more");
    }

    @Test
    void a_week_in_which_nothing_came_is_one_of_far_fewer_records() {
        List<Trends.Count> counts = new ArrayList<>();
        for (int week = 0; week < 4; week++) {
            counts.add(count(week, "", 100));
        }
        List<DriftStore.Week> silent = Trends.of(counts, CONTRACT, MONDAY.plusWeeks(6));
        assertThat(silent)
                .extracting(each -> each.week() + " " + DriftView.sentence(each))
                .containsExactly(
                        "2026-11-30 0 records a week, fewer than about 100 records a week",
                        "2026-12-07 0 records a week, fewer than about 75 records a week");
        assertThat(found(counts, MONDAY.plusWeeks(4).plusDays(6)))
                .as("a week that is not over")
                .isEmpty();
        assertThat(found(counts, MONDAY.minusWeeks(3))).as("a clock that is behind").isEmpty();
    }

    @Test
    void what_no_single_record_shows_can_park_none() {
        VendorContract parking =
                new VendorContract(
                        new VendorContract.Declared(
                                "psa",
                                "contracts/psa.json",
                                "",
                                Map.of(),
                                CONTRACT.schemas(),
                                List.of(
                                        new DriftRule(
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                DriftPolicy.PARK)),
                                Map.of(),
                                Map.of()),
                        Map.of("card", Set.of("hours")));
        assertThat(parking.policy("card", "hours", DriftClass.NEW_VALUE))
                .isEqualTo(DriftPolicy.PARK);
        assertThat(parking.policy("card", "hours", DriftClass.NULLS)).isEqualTo(DriftPolicy.WARN);
        assertThat(parking.policy("card", "", DriftClass.VOLUME)).isEqualTo(DriftPolicy.WARN);
    }

    @Test
    void what_is_learned_does_not_depend_on_the_order_of_the_records() {
        List<Map<String, Object>> records = new ArrayList<>();
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("id", "C" + i);
            record.put("state", random.nextBoolean() ? "open" : "done");
            record.put("on", "2026-11-%02d".formatted(1 + i % 28));
            record.put("hours", new BigDecimal(i % 3 == 0 ? "7.5" : "8"));
            record.put("amount", i + ".50");
            if (i % 4 == 0) {
                record.put("note", null);
            }
            record.put("lines", List.of(Map.of("text", "x"), Map.of("text", "y", "odd", true)));
            records.add(record);
        }
        String first = learned(records);
        Collections.shuffle(records, random);
        assertThat(learned(records)).isEqualTo(first);
        assertThat(first)
                .contains("\"required\":[\"amount\",\"hours\",\"id\",\"lines\",\"on\",\"state\"]")
                .contains("\"enum\":[\"done\",\"open\"]")
                .contains("\"format\":\"date\"")
                .contains("\"format\":\"decimal\"")
                .contains("\"hours\":{\"type\":\"number\"")
                .contains("\"x-absent\":\"1\"")
                .contains("\"x-records\":500");
    }

    private static String learned(List<Map<String, Object>> records) {
        Learning learning = new Learning();
        records.forEach(each -> learning.see("card", Instant.parse("2026-11-04T10:00:00Z"), each));
        return throughline.journal.RawJson.text(learning.contract("psa"));
    }

    @Test
    void names_are_alike_without_their_marks() {
        assertThat(Succession.likeness("Amount__c", "Amount_Net__c")).isGreaterThanOrEqualTo(70);
        assertThat(Succession.likeness("close_value", "closing_value")).isGreaterThanOrEqualTo(50);
        assertThat(Succession.likeness("sector", "probability")).isLessThan(50);
    }
}
