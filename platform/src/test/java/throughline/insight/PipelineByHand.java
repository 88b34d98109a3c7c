package throughline.insight;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The sums of a sales pipeline straight from its files, without any code of the product. */
final class PipelineByHand {

    private final List<CSVRecord> won;
    private final Map<String, String> offices = new HashMap<>();

    PipelineByHand(Path folder) throws IOException {
        won =
                read(folder.resolve("sales_pipeline.csv")).stream()
                        .filter(row -> row.get("deal_stage").equals("Won"))
                        .toList();
        read(folder.resolve("sales_teams.csv"))
                .forEach(row -> offices.put(row.get("sales_agent"), row.get("regional_office")));
    }

    private static List<CSVRecord> read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)
                    .getRecords();
        }
    }

    SortedMap<String, String> byMonth() {
        return by(row -> row.get("close_date").substring(0, 7));
    }

    SortedMap<String, String> byProduct() {
        return by(row -> row.get("product").replace("GTXPro", "GTX Pro"));
    }

    SortedMap<String, String> byOffice() {
        return by(row -> offices.getOrDefault(row.get("sales_agent"), ""));
    }

    SortedMap<String, String> byAgent() {
        return by(row -> row.get("sales_agent"));
    }

    private SortedMap<String, String> by(Function<CSVRecord, String> label) {
        SortedMap<String, BigDecimal> sums = new TreeMap<>();
        won.forEach(
                row ->
                        sums.merge(
                                label.apply(row),
                                new BigDecimal(row.get("close_value")),
                                BigDecimal::add));
        SortedMap<String, String> texts = new TreeMap<>();
        sums.forEach((name, sum) -> texts.put(name, sum.setScale(2).toPlainString()));
        return texts;
    }
}
