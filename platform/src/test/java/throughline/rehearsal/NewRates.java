package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The consulting firm's landscape with a rate card that is a tenth dearer, another tax treatment of
 * customers abroad and another expression in a mapping; and what an hour is worth more, by hand.
 */
final class NewRates {

    private static final Map<String, List<String>> EUR =
            Map.of(
                    "partner", List.of("300.00", "330.00"),
                    "manager", List.of("220.00", "242.00"),
                    "consultant", List.of("160.00", "176.00"),
                    "analyst", List.of("110.00", "121.00"));
    private static final Map<String, List<String>> USD =
            Map.of(
                    "partner", List.of("340.00", "374.00"),
                    "manager", List.of("245.00", "269.50"),
                    "consultant", List.of("160.00", "176.00"),
                    "analyst", List.of("120.00", "132.00"));

    /** Hours that count now, and what they were worth. */
    private static final String TIME =
            """
            select e.engagement, e.payload from event e join record r
                on r.engagement = e.engagement and r.approved_sequence = e.sequence
            where e.type = 'time-approved/v1'
            """;

    private NewRates() {}

    /** Writes the landscape; golden cases still say what was right before. */
    static Path of(Path landscape, Path target) throws IOException {
        copy(landscape, target);
        EUR.forEach((role, rates) -> raise(target.resolve("tables/rate-card.csv"), role, rates));
        USD.forEach(
                (role, rates) ->
                        raise(target.resolve("tables/americas/rate-card.csv"), role, rates));
        replace(
                target.resolve("tables/tax-treatment.csv"),
                "US01,no,*,export",
                "US01,no,*,out-of-scope");
        replace(
                target.resolve("mappings/crm.yaml"),
                "lead-source: raw.LeadSource",
                "lead-source: lower(raw.LeadSource)");
        return target;
    }

    /** What the golden cases have to say from now on. */
    static void rightAnswers(Path target) throws IOException {
        Path cases = target.resolve("tests/tables.yaml");
        replace(cases, "rate: \"245.00\"", "rate: \"269.50\"");
        replace(cases, "rate: \"220.00\"", "rate: \"242.00\"");
    }

    private static void raise(Path file, String role, List<String> rates) {
        try {
            replace(
                    file,
                    "standard," + role + ",,," + rates.getFirst(),
                    "standard," + role + ",,," + rates.getLast());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void replace(Path file, String old, String next) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(old);
        Files.writeString(file, text.replace(old, next));
    }

    static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                Files.createDirectories(target.getParent());
                Files.copy(each, target);
            }
        }
        return to;
    }

    /** By hand, from the hours alone: what each engagement's time is worth more, in cents. */
    static Map<String, Long> worthMore(DataSource database) {
        Map<String, Long> more = new TreeMap<>();
        JdbcClient.create(database)
                .sql(TIME)
                .query(
                        row -> {
                            JsonNode unit = JsonMapper.shared().readTree(row.getBytes(2));
                            more.merge(row.getString(1), worthMore(unit), Long::sum);
                        });
        more.values().removeIf(cents -> cents == 0);
        return more;
    }

    private static long worthMore(JsonNode unit) {
        boolean byTheCard =
                unit.get("billable").asBoolean()
                        && unit.get("rateSource").asString().contains("rate-card");
        Map<String, List<String>> card =
                unit.get("amount").asString().startsWith("USD") ? USD : EUR;
        List<String> rates = card.get(unit.get("role").asString());
        if (!byTheCard || rates == null) {
            return 0;
        }
        BigDecimal hours = new BigDecimal(unit.get("hours").asString());
        return cents(hours, rates.getLast()) - cents(hours, rates.getFirst());
    }

    private static long cents(BigDecimal hours, String rate) {
        return hours.multiply(new BigDecimal(rate))
                .movePointRight(2)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** The same of one business unit only. */
    static Map<String, Long> ofUnit(DataSource database, Map<String, Long> all, String unit) {
        Map<String, Long> of = new TreeMap<>();
        all.forEach(
                (id, cents) -> {
                    Optional<String> belongs =
                            JdbcClient.create(database)
                                    .sql("select unit from engagement where id = ?")
                                    .param(id)
                                    .query(String.class)
                                    .optional();
                    if (belongs.equals(Optional.of(unit))) {
                        of.put(id, cents);
                    }
                });
        return of;
    }
}
