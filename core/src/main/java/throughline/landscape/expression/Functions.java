package throughline.landscape.expression;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions of values, by name. */
final class Functions {

    private Functions() {}

    /** The function; null when there is none of that name. */
    static Calls.@Nullable Function find(String name, String path) {
        return switch (name) {
            case "decimal" -> (value, _) -> Conversions.decimal(value, path);
            case "money" -> (value, all) -> Conversions.money(value, all.get(1), path);
            case "date" ->
                    (value, all) ->
                            all.size() < 2
                                    ? Conversions.date(value, path)
                                    : Conversions.dateIn(value, all.get(1), path);
            case "instant" -> (value, _) -> Conversions.instant(value, path);
            case "text", "string" -> (value, _) -> Conversions.text(value, path);
            case "month" -> (value, _) -> month((LocalDate) value);
            case "sum" -> (value, _) -> sum(value, path);
            case "size" -> (value, _) -> size(value, path);
            case "base64" ->
                    (value, _) ->
                            Base64.getEncoder()
                                    .encodeToString(
                                            text(value, path).getBytes(StandardCharsets.UTF_8));
            case String other -> texts(other, path);
        };
    }

    private static Calls.@Nullable Function texts(String name, String path) {
        return switch (name) {
            case "trim" -> (value, _) -> text(value, path).strip();
            case "lower" -> (value, _) -> text(value, path).toLowerCase(Locale.ROOT);
            case "upper" -> (value, _) -> text(value, path).toUpperCase(Locale.ROOT);
            case "split" ->
                    (value, all) ->
                            Arrays.asList(
                                    text(value, path)
                                            .split(Pattern.quote(text(all.get(1), path)), -1));
            case "replace" ->
                    (value, all) ->
                            text(value, path)
                                    .replace(text(all.get(1), path), text(all.get(2), path));
            case "beforeLast" ->
                    (value, all) -> beforeLast(text(value, path), text(all.get(1), path));
            case "join" -> (value, all) -> join(value, text(all.get(1), path), path);
            case "contains" -> (value, all) -> text(value, path).contains(text(all.get(1), path));
            case "startsWith" ->
                    (value, all) -> text(value, path).startsWith(text(all.get(1), path));
            case "endsWith" -> (value, all) -> text(value, path).endsWith(text(all.get(1), path));
            case String _ -> null;
        };
    }

    private static String text(@Nullable Object value, String path) {
        return value == null ? "" : Conversions.text(value, path);
    }

    private static @Nullable String beforeLast(String text, String separator) {
        int at = text.lastIndexOf(separator);
        return at < 0 ? null : text.substring(0, at);
    }

    private static String month(LocalDate day) {
        return day.toString().substring(0, 7);
    }

    private static BigDecimal sum(Object value, String path) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Object each : Compilation.items(value, path)) {
            BigDecimal number = Conversions.decimal(each, path);
            sum = number == null ? sum : sum.add(number);
        }
        return sum;
    }

    private static long size(Object value, String path) {
        return switch (value) {
            case String text -> text.codePointCount(0, text.length());
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case Object other -> throw Conversions.wrongType(path, "a list", other);
        };
    }

    private static String join(Object value, String separator, String path) {
        StringBuilder joined = new StringBuilder();
        for (Object each : Compilation.items(value, path)) {
            joined.append(joined.isEmpty() ? "" : separator).append(text(each, path));
        }
        return joined.toString();
    }
}
