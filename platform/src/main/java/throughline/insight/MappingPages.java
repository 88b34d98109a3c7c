package throughline.insight;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import throughline.releases.LandscapeFiles;

/** Where in a kept release a record's mapping is written, and how it makes each field. */
final class MappingPages {

    private static final String FILES = "select files from release where id = ?";

    /** A release is named by its content, so what was read of it once stays true for everybody. */
    private static final Map<String, Explanation> READ = new ConcurrentHashMap<>();

    private static final int MOST = 2_000;

    private final Connection connection;
    private final Map<String, Map<String, byte[]>> releases = new HashMap<>();
    private final Map<String, Optional<Explanation>> found = new HashMap<>();

    MappingPages(Connection connection) {
        this.connection = connection;
    }

    Optional<Explanation> of(String release, String system, String type) throws SQLException {
        String key = release + " " + system + " " + type;
        Optional<Explanation> known = found.get(key);
        if (known == null) {
            known = Optional.ofNullable(READ.get(key));
            if (known.isEmpty()) {
                known = search(release, system, type);
                known.filter(_ -> READ.size() < MOST).ifPresent(page -> READ.put(key, page));
            }
            found.put(key, known);
        }
        return known;
    }

    private Optional<Explanation> search(String release, String system, String type)
            throws SQLException {
        for (Map.Entry<String, byte[]> file : files(release).entrySet()) {
            String text = new String(file.getValue(), StandardCharsets.UTF_8);
            Object page = new Load(LoadSettings.builder().build()).loadFromString(text);
            if (page instanceof Map<?, ?> map && map.get("mappings") instanceof List<?> list) {
                for (Object mapping : list) {
                    if (mapping instanceof Map<?, ?> entry
                            && entry.get("source") instanceof Map<?, ?> source
                            && system.equals(source.get("system"))
                            && type.equals(source.get("type"))) {
                        String place = file.getKey() + ":" + line(text, system, type);
                        return Optional.of(page(release, place, entry));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Explanation page(String release, String place, Map<?, ?> entry) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("release", release);
        facts.put("place", place);
        facts.put("canonical", String.valueOf(entry.get("canonical")));
        fields("field ", entry.get("fields"), facts);
        return new Explanation("mapping", place, facts, List.of());
    }

    private static void fields(String prefix, @Nullable Object value, Map<String, String> facts) {
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (name, expression) -> {
                        if (expression instanceof Map<?, ?>) {
                            fields(prefix + name + ".", expression, facts);
                        } else {
                            facts.put(prefix + name, String.valueOf(expression));
                        }
                    });
        }
    }

    private static int line(String text, String system, String type) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches(".*\\btype:\\s*['\"]?\\Q" + type + "\\E['\"]?\\s*([,}].*)?")) {
                String around =
                        String.join(
                                "\n",
                                lines.subList(Math.max(0, i - 2), Math.min(lines.size(), i + 3)));
                if (around.contains(system)) {
                    return i + 1;
                }
            }
        }
        return 1;
    }

    private Map<String, byte[]> files(String release) throws SQLException {
        Map<String, byte[]> known = releases.get(release);
        if (known != null) {
            return known;
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(FILES)) {
            statement.setString(1, release);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    LandscapeFiles.unzipped(row.getBytes(1))
                            .files()
                            .forEach(
                                    (name, bytes) -> {
                                        if (name.startsWith("mappings/")) {
                                            files.put(name, bytes);
                                        }
                                    });
                }
            }
        }
        releases.put(release, files);
        return files;
    }
}
