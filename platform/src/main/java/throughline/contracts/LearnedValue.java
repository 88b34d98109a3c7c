package throughline.contracts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What was seen at one place of all records: counts and sets, so that no order matters. */
final class LearnedValue {

    /** A field is said to be always there only when this many had it. */
    private static final long ALWAYS = 20;

    /** More different values than these are no list. */
    private static final int LIST = 20;

    /** Each value of a list is seen so often on average. */
    private static final int OFTEN = 10;

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern INSTANT =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}.*");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+([.][0-9]+)?");

    private enum Kind {
        TEXT("string"),
        WHOLE("integer"),
        NUMBER("number"),
        TRUTH("boolean"),
        OBJECT("object"),
        LIST("array");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    private final Map<String, LearnedValue> fields = new TreeMap<>();
    private final Set<String> values = new TreeSet<>();
    private Optional<LearnedValue> items = Optional.empty();
    private boolean manyValues;
    private boolean dates = true;
    private boolean instants = true;
    private boolean decimals = true;
    private long there;
    private long nulls;
    private long blanks;
    private long objects;

    void see(@Nullable Object value) {
        there++;
        switch (value) {
            case null -> nulls++;
            case Map<?, ?> map -> {
                kinds.add(Kind.OBJECT);
                objects++;
                map.forEach(
                        (name, each) ->
                                fields.computeIfAbsent(
                                                String.valueOf(name), _ -> new LearnedValue())
                                        .see(each));
            }
            case List<?> list -> {
                kinds.add(Kind.LIST);
                LearnedValue inside = items.orElseGet(LearnedValue::new);
                list.forEach(inside::see);
                items = Optional.of(inside);
            }
            case BigDecimal number -> kinds.add(number.scale() <= 0 ? Kind.WHOLE : Kind.NUMBER);
            case Boolean _ -> kinds.add(Kind.TRUTH);
            case Object text -> text(text.toString());
        }
    }

    private void text(String text) {
        kinds.add(Kind.TEXT);
        if (text.isBlank()) {
            blanks++;
            return;
        }
        dates &= DATE.matcher(text).matches();
        instants &= INSTANT.matcher(text).matches();
        decimals &= DECIMAL.matcher(text).matches();
        if (!manyValues) {
            values.add(text);
            manyValues = values.size() > LIST;
            if (manyValues) {
                values.clear();
            }
        }
    }

    Map<String, Object> described() {
        Map<String, Object> described = new LinkedHashMap<>();
        List<String> types = new ArrayList<>();
        for (Kind kind : kinds) {
            if (kind != Kind.WHOLE || !kinds.contains(Kind.NUMBER)) {
                types.add(kind.word);
            }
        }
        if (nulls > 0 && !types.isEmpty()) {
            types.add("null");
        }
        if (!types.isEmpty()) {
            described.put("type", types.size() == 1 ? types.getFirst() : types);
        }
        form().ifPresent(form -> described.put("format", form));
        if (isList()) {
            List<Object> listed = new ArrayList<>(values);
            if (blanks > 0) {
                listed.addFirst("");
            }
            described.put("enum", listed);
        }
        if (objects > 0) {
            objects(described);
        }
        items.filter(each -> each.there > 0)
                .ifPresent(each -> described.put("items", each.described()));
        return described;
    }

    private Optional<String> form() {
        if (!kinds.equals(EnumSet.of(Kind.TEXT)) || there - nulls - blanks < ALWAYS) {
            return Optional.empty();
        }
        return dates
                ? Optional.of("date")
                : instants
                        ? Optional.of("date-time")
                        : decimals ? Optional.of("decimal") : Optional.empty();
    }

    private boolean isList() {
        return kinds.equals(EnumSet.of(Kind.TEXT))
                && !manyValues
                && !values.isEmpty()
                && form().isEmpty()
                && there - nulls - blanks >= (long) values.size() * OFTEN;
    }

    private void objects(Map<String, Object> described) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        fields.forEach(
                (name, field) -> {
                    Map<String, Object> each = new LinkedHashMap<>(field.described());
                    long without = objects - field.there + field.nulls + field.blanks;
                    each.put(
                            "x-absent",
                            BigDecimal.valueOf(without)
                                    .divide(BigDecimal.valueOf(objects), 6, RoundingMode.HALF_UP)
                                    .stripTrailingZeros()
                                    .toPlainString());
                    properties.put(name, each);
                    if (field.there == objects && objects >= ALWAYS) {
                        required.add(name);
                    }
                });
        if (!required.isEmpty()) {
            described.put("required", required);
        }
        described.put("properties", properties);
    }
}
