package throughline.landscape.build;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads golden cases. */
final class GoldenReader {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    private final Defects defects;

    GoldenReader(Defects defects) {
        this.defects = defects;
    }

    List<GoldenCase> read(Tree file) {
        if (!(file instanceof Tree.Items items)) {
            defects.add(file.place(), "bad-shape", "A test file must be a list of cases.");
            return List.of();
        }
        List<GoldenCase> result = new ArrayList<>();
        for (Tree item : items.items()) {
            golden(Reading.of(item, "A golden case", defects)).ifPresent(result::add);
        }
        return result;
    }

    private Optional<GoldenCase> golden(Reading reading) {
        String name = reading.text("name");
        Map<String, String> expected = reading.textsByName("expect");
        if (expected.isEmpty()) {
            reading.defect("expect", "missing", "A golden case needs expect, or it cannot fail.");
        }
        GoldenCase.Subject subject =
                reading.has("decide") ? decide(reading.section("decide")) : translate(reading);
        reading.done();
        return expected.isEmpty()
                ? Optional.empty()
                : Optional.of(new GoldenCase(name, reading.place(), subject, expected));
    }

    private GoldenCase.Subject translate(Reading reading) {
        List<GoldenCase.Given> known =
                reading.sections("known", "A known record").stream().map(this::given).toList();
        return new GoldenCase.Subject.Translate(given(reading.section("given")), known);
    }

    private GoldenCase.Given given(Reading reading) {
        Map<String, Object> raw = new LinkedHashMap<>();
        reading.entries("record").forEach((name, tree) -> put(raw, name, value(tree)));
        GoldenCase.Given given =
                new GoldenCase.Given(reading.text("system"), reading.text("type"), raw);
        reading.done();
        return given;
    }

    @SuppressWarnings("NullAway") // a vendor's null is part of the record
    private static void put(Map<String, Object> raw, String name, @Nullable Object value) {
        raw.put(name, value);
    }

    private static GoldenCase.Subject decide(Reading reading) {
        String table = reading.text("table");
        Optional<String> unit = reading.optional("unit");
        LocalDate on = EntityReader.day(reading.text("on"), reading, "on").orElse(LocalDate.EPOCH);
        Map<String, String> inputs = reading.textsByName("inputs");
        reading.done();
        return new GoldenCase.Subject.Decide(table, unit, on, inputs);
    }

    /** A value as JSON would carry it: numbers are decimals unless they are quoted. */
    private static @Nullable Object value(Tree tree) {
        return switch (tree) {
            case Tree.Nothing _ -> null;
            case Tree.Items items -> {
                List<@Nullable Object> list = new ArrayList<>();
                items.items().forEach(item -> list.add(value(item)));
                yield list;
            }
            case Tree.Section section -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                section.entries().forEach((name, inner) -> map.put(name, value(inner)));
                yield map;
            }
            case Tree.Text text when text.quoted() -> text.value();
            case Tree.Text text when NUMBER.matcher(text.value()).matches() ->
                    new BigDecimal(text.value());
            case Tree.Text text when text.value().equals("true") -> true;
            case Tree.Text text when text.value().equals("false") -> false;
            case Tree.Text text -> text.value();
        };
    }
}
