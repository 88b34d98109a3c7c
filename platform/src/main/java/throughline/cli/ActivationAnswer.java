package throughline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.cli.CommandFailure.Exit;
import throughline.decisions.WouldActivate;
import throughline.journal.RawJson;
import throughline.landscape.Release;
import throughline.people.RefusedToPersonException;
import throughline.people.Right;
import throughline.releases.AppliedReleases;
import tools.jackson.core.JacksonException;

/**
 * What the gates say of a deal in a file.
 *
 * @param activates whether all of them pass
 */
record ActivationAnswer(Answer answer, boolean activates) {

    static ActivationAnswer of(
            OpenedHome home,
            ActingOptions acting,
            Path file,
            @Nullable String kind,
            List<String> with) {
        Release release =
                home.landscape()
                        .folder()
                        .map(folder -> SoundLandscape.read(folder).release())
                        .or(() -> new AppliedReleases(home.database()).inForce())
                        .orElseGet(
                                () -> SoundLandscape.read(home.landscape().required()).release());
        WouldActivate gates =
                new WouldActivate(home.database(), () -> release, InstantSource.system());
        try {
            List<WouldActivate.Raw> others = new ArrayList<>();
            for (String each : with) {
                String[] parts = each.split("=", 2);
                if (parts.length != 2) {
                    throw usage(
                            "bad-record",
                            "Cannot read --with " + each + ": write SYSTEM:TYPE=FILE.");
                }
                others.add(raw(parts[0], Path.of(parts[1])));
            }
            String asked = kind == null ? only(gates.deals()) : kind;
            Map<String, @Nullable Object> answer =
                    gates.of(
                            Acting.who(home.database(), acting, Right.SEE),
                            raw(asked, file),
                            others);
            return new ActivationAnswer(
                    new Answer(answer, rows(answer), List.of(sentence(answer))),
                    Boolean.TRUE.equals(answer.get("activates")));
        } catch (RefusedToPersonException refused) {
            throw Acting.failure(refused);
        }
    }

    private static String only(List<String> deals) {
        if (deals.size() != 1) {
            throw usage(
                    "bad-record",
                    "Cannot tell which kind of record it is: the landscape maps deals as "
                            + deals
                            + ". Say which with --as-record.");
        }
        return deals.getFirst();
    }

    private static WouldActivate.Raw raw(String kind, Path file) {
        String[] parts = kind.split(":", 2);
        if (parts.length != 2) {
            throw usage("bad-record", "Cannot read " + kind + ": write SYSTEM:TYPE.");
        }
        try {
            return new WouldActivate.Raw(
                    parts[0], parts[1], RawJson.object(Files.readAllBytes(file)));
        } catch (IOException unreadable) {
            throw usage(
                    "no-such-file",
                    ("Cannot read %s: there is no such file, or none that can be read. Name a file"
                                    + " with one record.")
                            .formatted(file));
        } catch (JacksonException | RawJson.NoObjectException bad) {
            throw usage(
                    "invalid-json",
                    ("Cannot read %s: it holds no JSON object. Name a file with one record, as its"
                                    + " system would send it.")
                            .formatted(file));
        }
    }

    private static List<Map<String, @Nullable Object>> rows(Map<String, @Nullable Object> answer) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Map<?, ?> gate : maps(answer.get("gates"))) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("gate", gate.get("gate"));
            row.put("passes", gate.get("passes"));
            row.put("decided", gate.get("decided"));
            List<String> why = new ArrayList<>();
            for (Map<?, ?> each : maps(gate.get("violations"))) {
                why.add(each.get("code") + ": " + each.get("sentence"));
            }
            row.put("why not", why);
            rows.add(row);
        }
        return rows;
    }

    private static List<Map<?, ?>> maps(@Nullable Object list) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (list instanceof List<?> all) {
            for (Object each : all) {
                if (each instanceof Map<?, ?> map) {
                    maps.add(map);
                }
            }
        }
        return maps;
    }

    private static String sentence(Map<String, @Nullable Object> answer) {
        if (answer.containsKey("sentence")) {
            return "It would not activate: " + answer.get("sentence");
        }
        return Boolean.TRUE.equals(answer.get("activates"))
                ? "It would activate, sold by %s.".formatted(answer.get("entity"))
                : "It would not activate: see the gates that do not pass.";
    }

    private static CommandFailure usage(String code, String sentence) {
        return new CommandFailure(Exit.USAGE, code, sentence);
    }
}
