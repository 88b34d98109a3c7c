package throughline.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import throughline.connectors.Json;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.landscape.Translation;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;

/** Files that somebody else made come through the mappings whole, to the cent and the hour. */
final class TranslatingRealFilesTest {

    private final Map<RecordKey, CanonicalRecord> records = new LinkedHashMap<>();
    private final Deque<Raw> waiting = new ArrayDeque<>();

    private record Raw(String system, String type, Map<String, Object> record) {}

    @Test
    void every_opportunity_of_the_pipeline_is_translated() throws IOException {
        Path folder = realData().resolve("crm");
        Release release = Releases.sound(LandscapesTest.landscape("pipeline"));
        csv(folder, "sales_pipeline.csv", "opportunity").forEach(raw -> take(release, raw));
        csv(folder, "sales_teams.csv", "sales-agent").forEach(raw -> take(release, raw));
        csv(folder, "accounts.csv", "account").forEach(raw -> take(release, raw));
        csv(folder, "products.csv", "product").forEach(raw -> take(release, raw));
        records.clear();
        again(release);

        List<CanonicalRecord.Deal> won =
                deals().stream().filter(deal -> deal.stage() == CanonicalRecord.Stage.WON).toList();
        assertThat(deals()).hasSize(8_800);
        assertThat(won).hasSize(4_238);
        assertThat(won.stream().map(deal -> deal.amount().orElseThrow()).reduce(Money::plus))
                .contains(Money.parse("USD 10005534.00"));
        assertThat(won)
                .allMatch(deal -> deal.bookedOn().isPresent())
                .allMatch(deal -> !"unmapped".equals(deal.attributes().get("product")))
                .allMatch(deal -> deal.attributes().keySet().containsAll(release.dimensions()));
        assertThat(waiting).isEmpty();
    }

    @Test
    void every_line_of_the_time_cards_is_translated() throws IOException {
        Path file = realData().resolve("timesheets/tock-2014.json");
        Release release = Releases.sound(LandscapesTest.landscape("timesheets"));
        List<?> elements = (List<?>) Json.value(Files.readAllBytes(file)).orElseThrow();
        for (Object element : elements) {
            Map<String, Object> record = object(element);
            take(release, new Raw("tock", String.valueOf(record.get("model")), record));
        }
        again(release);

        assertThat(waiting).isEmpty();
        assertThat(records).hasSize(4_579);
        List<CanonicalRecord.TimeEntry> entries =
                records.values().stream()
                        .filter(CanonicalRecord.TimeEntry.class::isInstance)
                        .map(CanonicalRecord.TimeEntry.class::cast)
                        .toList();
        assertThat(hours(entries)).isEqualByComparingTo("49408.24");
        assertThat(hours(entries.stream().filter(CanonicalRecord.TimeEntry::billable).toList()))
                .isEqualByComparingTo("28969.48");
        assertThat(deals()).hasSize(114);
    }

    private static BigDecimal hours(List<CanonicalRecord.TimeEntry> entries) {
        return entries.stream()
                .map(CanonicalRecord.TimeEntry::hours)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private List<CanonicalRecord.Deal> deals() {
        return records.values().stream()
                .filter(CanonicalRecord.Deal.class::isInstance)
                .map(CanonicalRecord.Deal.class::cast)
                .toList();
    }

    private final List<Raw> taken = new ArrayList<>();

    private void take(Release release, Raw raw) {
        taken.add(raw);
        translate(release, raw);
    }

    /** Everything once more, now that all of it has arrived, until nothing waits or moves. */
    private void again(Release release) {
        waiting.clear();
        taken.forEach(raw -> translate(release, raw));
        for (int left = Integer.MAX_VALUE; !waiting.isEmpty() && waiting.size() < left; ) {
            left = waiting.size();
            List<Raw> retried = new ArrayList<>(waiting);
            waiting.clear();
            retried.forEach(raw -> translate(release, raw));
        }
        taken.forEach(raw -> translate(release, raw));
    }

    private void translate(Release release, Raw raw) {
        Mapping mapping = release.mapping(raw.system(), raw.type()).orElseThrow();
        switch (mapping.translate(raw.record(), key -> Optional.ofNullable(records.get(key)))) {
            case Translation.Translated done -> records.put(done.record().key(), done.record());
            case Translation.Waiting _ -> waiting.add(raw);
            case Translation.Refused refused -> assertThat(refused.faults()).isEmpty();
            case Translation.Ignored ignored -> assertThat(ignored.reason()).isEmpty();
        }
    }

    private static List<Raw> csv(Path folder, String file, String type) throws IOException {
        List<Raw> result = new ArrayList<>();
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        String text = Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
        try (CSVParser parser = CSVParser.parse(text, format)) {
            for (CSVRecord row : parser) {
                result.add(new Raw("crm", type, new HashMap<>(row.toMap())));
            }
        }
        return result;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    private static Path realData() {
        String named = System.getenv("THROUGHLINE_REAL_DATA");
        Path folder =
                named == null ? LandscapesTest.root().resolve("../shared/data") : Path.of(named);
        Assumptions.assumeTrue(
                Files.isDirectory(folder),
                () -> "skipped: there is no real data in " + folder + " (THROUGHLINE_REAL_DATA)");
        return folder;
    }
}
