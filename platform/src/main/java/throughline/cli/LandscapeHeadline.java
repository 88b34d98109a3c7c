package throughline.cli;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import throughline.insight.Settings;
import throughline.landscape.ExchangePolicy;
import throughline.releases.LandscapeFiles;

/**
 * The few words of a landscape that questions need, read without compiling the rest of it: a
 * question must not wait for rules that it does not ask about.
 */
final class LandscapeHeadline {

    private LandscapeHeadline() {}

    /** What metrics need to know, from the landscape's first page. */
    static Settings settings(LandscapeFiles landscape) {
        byte[] text = landscape.files().getOrDefault("landscape.yaml", new byte[0]);
        Object read =
                new Load(LoadSettings.builder().build())
                        .loadFromString(new String(text, StandardCharsets.UTF_8));
        Map<?, ?> page = read instanceof Map<?, ?> map ? map : Map.of();
        return new Settings(
                texts(page.get("dimensions")),
                weekStart(page.get("weekStartsOn")),
                cutoffs(page.get("entities")),
                LocalDate.now(ZoneOffset.UTC),
                exchange(page.get("exchange")),
                functional(page.get("entities")));
    }

    private static ExchangePolicy exchange(@Nullable Object value) {
        Map<String, String> words = new HashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, word) -> words.put(String.valueOf(name), String.valueOf(word)));
        }
        return ExchangePolicy.of(words);
    }

    private static Map<String, String> functional(@Nullable Object entities) {
        Map<String, String> functional = new HashMap<>();
        if (entities instanceof List<?> list) {
            for (Object entity : list) {
                if (entity instanceof Map<?, ?> fields
                        && fields.get("functionalCurrency") instanceof String currency) {
                    functional.put(String.valueOf(fields.get("code")), currency);
                }
            }
        }
        return functional;
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static DayOfWeek weekStart(@Nullable Object value) {
        return value instanceof String day
                ? DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT))
                : DayOfWeek.MONDAY;
    }

    private static Map<String, Integer> cutoffs(@Nullable Object entities) {
        Map<String, Integer> cutoffs = new HashMap<>();
        if (entities instanceof List<?> list) {
            for (Object entity : list) {
                if (entity instanceof Map<?, ?> fields
                        && fields.get("cutoffDays") instanceof Integer days) {
                    cutoffs.put(String.valueOf(fields.get("code")), days);
                }
            }
        }
        return cutoffs;
    }
}
