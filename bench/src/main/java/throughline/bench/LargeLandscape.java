package throughline.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.Releases;

/**
 * Seconds from the bytes of a large enterprise's landscape to its release: the consulting firm's
 * mappings once more for each of fifty systems, and tables of five hundred rows, half of them code
 * maps and half of them decisions.
 */
final class LargeLandscape {

    private static final int SYSTEMS = 50;
    private static final int MAPPINGS = 400;
    private static final int TABLES = 60;
    private static final int ROWS = 500;
    private static final Pattern ITEM = Pattern.compile("(?m)^  - source:");
    private static final Pattern TYPE = Pattern.compile("type: ([^},]+)}");

    private LargeLandscape() {}

    /** Measures and prints: the first reading, as a command does it, and one in a warm process. */
    static void measure(LandscapeFiles small) {
        LandscapeFiles large = of(small);
        double first = read(large);
        double best = first;
        for (int again = 0; again < 4; again++) {
            best = Math.min(best, read(changed(large, again)));
        }
        Bench.say(
                "compile           %d systems, %d mappings, %d tables of %d rows in %.2f s the"
                        + " first time, %.2f s when warm (goal 3 s)",
                SYSTEMS, MAPPINGS, TABLES, ROWS, first, best);
    }

    /** The same with another note in it: what was read before is not compiled again. */
    private static LandscapeFiles changed(LandscapeFiles files, int number) {
        SortedMap<String, byte[]> changed = new TreeMap<>(files.files());
        String text = text(files, "landscape.yaml") + "\n# " + number + "\n";
        changed.put("landscape.yaml", text.getBytes(StandardCharsets.UTF_8));
        return new LandscapeFiles(changed);
    }

    private static double read(LandscapeFiles files) {
        long start = System.nanoTime();
        ReadResult result = Releases.read(files);
        double seconds = Bench.seconds(start);
        switch (result) {
            case ReadResult.Released released -> {
                int systems = released.release().systems().size();
                int mappings = released.release().mappings().size();
                if (systems < SYSTEMS || mappings < MAPPINGS) {
                    throw new IllegalStateException(systems + " systems, " + mappings);
                }
            }
            case ReadResult.Faulty faulty -> throw new IllegalStateException(faulty.sentences());
        }
        return seconds;
    }

    /** The same firm with more systems, mappings and tables. */
    static LandscapeFiles of(LandscapeFiles small) {
        SortedMap<String, byte[]> files = new TreeMap<>(small.files());
        List<List<String>> kinds = new ArrayList<>();
        int mappings = 0;
        for (String name : List.of("crm", "psa", "erp")) {
            String text = text(small, "mappings/" + name + ".yaml");
            String[] parts = ITEM.split(text.replace("system: " + name, "system: SYSTEM"));
            kinds.add(List.of(parts).subList(1, parts.length));
            mappings += parts.length - 1;
        }
        for (int system = 4; system <= SYSTEMS; system++) {
            String name = "system-" + system;
            List<String> items = kinds.get(system % kinds.size());
            int share = (MAPPINGS - mappings + SYSTEMS - system) / (SYSTEMS - system + 1);
            StringBuilder all = new StringBuilder("owner: integration\nmappings:\n");
            for (int copy = 0; copy == 0 || copy * items.size() < share; copy++) {
                items.forEach(item -> all.append("  - source:").append(item));
                items = again(items);
                mappings += items.size();
            }
            put(files, "systems/" + name + ".yaml", system(name));
            put(
                    files,
                    "mappings/" + name + ".yaml",
                    all.toString().replace("system: SYSTEM", "system: " + name));
        }
        for (int table = 0; table < TABLES; table++) {
            put(
                    files,
                    "tables/" + (table % 2 == 0 ? "codes-" : "choices-") + table + ".csv",
                    table % 2 == 0 ? codes() : choices());
        }
        return new LandscapeFiles(files);
    }

    /** The same mappings for kinds of records of other names. */
    private static List<String> again(List<String> items) {
        List<String> types = items.stream().map(LargeLandscape::type).toList();
        List<String> renamed = new ArrayList<>();
        for (String item : items) {
            String text = item;
            for (String type : types) {
                text =
                        text.replace("'" + type + "'", "'" + type + "x'")
                                .replace("type: " + type + "}", "type: " + type + "x}");
            }
            renamed.add(text);
        }
        return renamed;
    }

    private static String type(String item) {
        Matcher type = TYPE.matcher(item);
        if (!type.find()) {
            throw new IllegalStateException("no type in " + item);
        }
        return type.group(1);
    }

    private static String system(String name) {
        return """
        name: %s
        role: warehouse
        connector: file-export
        mode: live
        owner: integration
        """
                .formatted(name);
    }

    private static String codes() {
        StringBuilder text = new StringBuilder("code,then meaning\n");
        for (int row = 0; row < ROWS; row++) {
            text.append("c%d|d%d,meaning %d%n".formatted(row, row, row));
        }
        return text.toString();
    }

    private static String choices() {
        StringBuilder text = new StringBuilder("country,amount,from,until,then answer\n");
        for (int row = 0; row < ROWS; row++) {
            text.append(
                    "C%d,%d..%d,2026-01-01,%s,answer %d%n"
                            .formatted(
                                    row % 50,
                                    row * 10,
                                    row * 10 + 10,
                                    row % 3 == 0 ? "2027-01-01" : "",
                                    row));
        }
        return text.toString();
    }

    private static String text(LandscapeFiles files, String name) {
        byte[] bytes = files.files().get(name);
        if (bytes == null) {
            throw new IllegalStateException("there is no " + name);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void put(SortedMap<String, byte[]> files, String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
