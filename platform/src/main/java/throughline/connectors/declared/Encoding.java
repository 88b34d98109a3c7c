package throughline.connectors.declared;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import throughline.money.Money;

/**
 * How a system writes values.
 *
 * @param tagged whether dates, points in time and amounts are objects that say their class, as
 *     servers in Python write them: {@code {"__class__": "Decimal", "decimal": "120.00"}}
 * @param times the pattern of points in time; empty for ISO 8601 in UTC
 * @param zone the zone of points in time that name none: that of our account there
 */
record Encoding(boolean tagged, Optional<DateTimeFormatter> times, ZoneId zone) {

    static final Encoding PLAIN = new Encoding(false, Optional.empty(), ZoneOffset.UTC);

    private static final String CLASS = "__class__";

    /** Milliseconds since 1970, as JSON of Microsoft's making writes them. */
    private static final Pattern TICKS =
            Pattern.compile("/Date\\((-?[0-9]{1,15})([+-][0-9]{4})?\\)/");

    /** One value as it stands in a path, a query or a header. */
    String text(Object value) {
        return switch (value) {
            case Instant instant -> time(instant);
            case BigDecimal number -> plain(number).toPlainString();
            case Money money -> money.decimal().toPlainString();
            case Object other -> other.toString();
        };
    }

    private String time(Instant instant) {
        return times.map(pattern -> pattern.format(instant.atZone(zone)))
                .orElseGet(() -> instant.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** A point in time as the system writes it; empty when it is none. */
    Optional<Instant> instant(Object value) {
        if (value instanceof Instant instant) {
            return Optional.of(instant);
        }
        String text = value.toString().strip();
        Matcher ticks = TICKS.matcher(text);
        if (ticks.matches()) {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(ticks.group(1))));
        }
        try {
            if (times.isPresent()) {
                return Optional.of(times.get().withZone(zone).parse(text, Instant::from));
            }
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException otherwise) {
            return local(text);
        }
    }

    /**
     * From when to ask so that nothing is missed: in the night in which clocks are set back, one
     * hour is written twice, and what changed in the second of the two is not later than what
     * changed in the first, as the system writes it.
     */
    Instant beginning(Instant from) {
        if (times.isEmpty()) {
            return from;
        }
        ZoneOffsetTransition back = zone.getRules().nextTransition(from);
        if (back == null || !back.isOverlap()) {
            return from;
        }
        Instant twice = back.getInstant().plus(back.getDuration());
        return from.isAfter(twice) ? twice : from;
    }

    /** Without an offset it is the account's own time; of two such hours in autumn, the first. */
    private Optional<Instant> local(String text) {
        try {
            return Optional.of(
                    java.time.LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant());
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    /** A value as JSON that the system reads. */
    @Nullable Object encoded(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Money money ->
                    tagged
                            ? tag("Decimal", Map.of("decimal", money.decimal().toPlainString()))
                            : money.decimal();
            case BigDecimal number -> plain(number);
            case LocalDate day -> tagged ? tag("date", parts(day)) : day.toString();
            case Instant instant -> tagged ? tag("datetime", parts(instant)) : time(instant);
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> result = new LinkedHashMap<>();
                map.forEach((name, each) -> result.put(String.valueOf(name), encoded(each)));
                yield result;
            }
            case List<?> list -> {
                List<@Nullable Object> result = new ArrayList<>();
                list.forEach(each -> result.add(encoded(each)));
                yield result;
            }
            case String _, Long _, Integer _, BigInteger _, Boolean _ -> value;
            case Object other -> other.toString();
        };
    }

    /** What the system sent, its tagged values as dates, points in time and numbers. */
    @Nullable Object decoded(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map when tagged && map.get(CLASS) instanceof String name ->
                    untagged(name, map);
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> result = new LinkedHashMap<>();
                map.forEach((name, each) -> result.put(String.valueOf(name), decoded(each)));
                yield result;
            }
            case List<?> list -> {
                List<@Nullable Object> result = new ArrayList<>();
                list.forEach(each -> result.add(decoded(each)));
                yield result;
            }
            case Object other -> other;
        };
    }

    private static Object untagged(String name, Map<?, ?> map) {
        return switch (name) {
            case "Decimal" -> new BigDecimal(String.valueOf(map.get("decimal")));
            case "date" ->
                    LocalDate.of(part(map, "year"), part(map, "month"), part(map, "day"))
                            .toString();
            case "datetime" ->
                    ZonedDateTime.of(
                                    part(map, "year"),
                                    part(map, "month"),
                                    part(map, "day"),
                                    part(map, "hour"),
                                    part(map, "minute"),
                                    part(map, "second"),
                                    part(map, "microsecond") * 1000,
                                    ZoneOffset.UTC)
                            .toInstant()
                            .toString();
            case "timedelta" -> new BigDecimal(String.valueOf(map.get("seconds")));
            default -> map;
        };
    }

    private static int part(Map<?, ?> map, String name) {
        Object part = map.get(name);
        return part == null ? 0 : Integer.parseInt(part.toString());
    }

    private static Map<String, Object> parts(LocalDate day) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("year", day.getYear());
        parts.put("month", day.getMonthValue());
        parts.put("day", day.getDayOfMonth());
        return parts;
    }

    private static Map<String, Object> parts(Instant instant) {
        ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
        Map<String, Object> parts = parts(time.toLocalDate());
        parts.put("hour", time.getHour());
        parts.put("minute", time.getMinute());
        parts.put("second", time.getSecond());
        parts.put("microsecond", time.getNano() / 1000);
        return parts;
    }

    private static Map<String, Object> tag(String name, Map<String, Object> parts) {
        Map<String, Object> tagged = new LinkedHashMap<>();
        tagged.put(CLASS, name);
        tagged.putAll(parts);
        return tagged;
    }

    /** 1200 and not 1.2E+3, which some readers take for a binary fraction. */
    private static BigDecimal plain(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0) : number;
    }
}
