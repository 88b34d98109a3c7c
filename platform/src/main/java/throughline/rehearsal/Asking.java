package throughline.rehearsal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import throughline.landscape.SystemDeclaration;

/**
 * How a system is asked for one kind of write, as its file describes it, without what makes no
 * difference to any request: blanks between words of expressions, the names of steps, the order of
 * keys, and constants that the kind does not read.
 *
 * @param request by what its requests are made
 * @param knowing how we know whether it is there: what is looked for, and which answers mean what
 */
record Asking(Map<String, Object> request, Map<String, Object> knowing) {

    private static final List<String> OF_KNOWING = List.of("find", "record", "id", "repeatable");

    /** Settings of a system by which all of its requests are made. */
    private static final List<String> OF_ALL = List.of("json", "times", "zone", "rpc", "companies");

    /** In these a blank is a part of the address. */
    private static final Set<String> ADDRESSES =
            Set.of("get", "post", "put", "patch", "delete", "path", "rpc");

    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern AROUND = Pattern.compile(" ?([-+*/%=!<>&|?:,.(){}\\[\\]]) ?");
    private static final Pattern CONSTANT = Pattern.compile("\\bvalues\\.(\\w+)");
    private static final Pattern CONSTANTS = Pattern.compile("\\bvalues\\b(?!\\.\\w)");

    /** That of a kind of write. */
    static Asking of(SystemDeclaration system, String kind) {
        Map<String, Object> request = new TreeMap<>();
        request.put("connector", system.connector());
        OF_ALL.forEach(name -> put(request, name, system.settings().get(name)));
        Object action = below(system.settings().get("actions"), kind);
        Map<String, String> names = names(below(action, "steps"));
        put(request, "steps", told("", below(action, "steps"), names));
        put(request, "upserts", below(system.settings().get("upserts"), kind));
        if (kind.equals("WRITE_BACK")) {
            put(request, "writeBack", system.settings().get("writeBack"));
        }
        Map<String, Object> knowing = new TreeMap<>();
        OF_KNOWING.forEach(name -> put(knowing, name, told(name, below(action, name), names)));
        put(knowing, "errors", told("", system.settings().get("errors"), names));
        Object values = system.settings().get("values");
        put(request, "values", read(values, String.valueOf(request.get("steps"))));
        put(knowing, "values", read(values, knowing.toString()));
        return new Asking(request, knowing);
    }

    /** Steps are called by their places. */
    private static Map<String, String> names(@Nullable Object steps) {
        Map<String, String> names = new LinkedHashMap<>();
        if (steps instanceof List<?> all) {
            for (Object each : all) {
                if (below(each, "name") instanceof String name) {
                    names.put(name, "step" + names.size());
                }
            }
        }
        return names;
    }

    private static @Nullable Object told(
            String key, @Nullable Object value, Map<String, String> names) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> told = new TreeMap<>();
                map.forEach(
                        (name, each) ->
                                put(told, name.toString(), told(name.toString(), each, names)));
                yield told;
            }
            case List<?> list -> {
                List<@Nullable Object> told = new ArrayList<>();
                list.forEach(each -> told.add(told(key, each, names)));
                yield told;
            }
            case String text -> ADDRESSES.contains(key) ? text : expression(text, names);
            case null, default -> value;
        };
    }

    /** Its words alone; what stands in quotes as it is. */
    private static String expression(String text, Map<String, String> names) {
        StringBuilder told = new StringBuilder();
        Matcher quoted = QUOTED.matcher(text);
        int from = 0;
        while (quoted.find()) {
            told.append(words(text.substring(from, quoted.start()), names)).append(quoted.group());
            from = quoted.end();
        }
        return told.append(words(text.substring(from), names)).toString();
    }

    private static String words(String text, Map<String, String> names) {
        String told = AROUND.matcher(text.replaceAll("\\s+", " ")).replaceAll("$1");
        for (Map.Entry<String, String> each : names.entrySet()) {
            told = told.replaceAll("(?<![.\\w])" + each.getKey() + "\\b", each.getValue());
        }
        return told;
    }

    /** The constants that something names; all of them where it names them as a whole. */
    private static @Nullable Object read(@Nullable Object values, String by) {
        if (!(values instanceof Map<?, ?> all) || CONSTANTS.matcher(by).find()) {
            return values;
        }
        Set<String> named = new TreeSet<>();
        CONSTANT.matcher(by).results().forEach(each -> named.add(each.group(1)));
        Map<Object, Object> read = new HashMap<>(all);
        read.keySet().removeIf(name -> !named.contains(String.valueOf(name)));
        return read.isEmpty() ? null : read;
    }

    private static @Nullable Object below(@Nullable Object value, String name) {
        return value instanceof Map<?, ?> map ? map.get(name) : null;
    }

    private static void put(Map<String, Object> parts, String name, @Nullable Object value) {
        if (value != null) {
            parts.put(name, value);
        }
    }
}
