package throughline.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.connectors.Secrets;
import throughline.landscape.LegalEntity;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.Unit;
import throughline.landscape.build.Defect;
import throughline.landscape.build.GoldenCase;
import throughline.releases.LandscapeScenarios;
import throughline.releases.NeededSecrets;
import throughline.releases.ReadResult;
import throughline.releases.Register;
import throughline.releases.Releases;
import throughline.schema.Fingerprint;
import throughline.wording.Counted;

/**
 * What reading a landscape came to, for people and scripts.
 *
 * @param sound whether anything may work under it
 * @param scenarios how they went; none of what cannot be read
 */
record LandscapePlan(boolean sound, Answer answer, LandscapeScenarios scenarios) {

    /**
     * Reads a landscape.
     *
     * @param secrets those that are here
     */
    static LandscapePlan of(Path folder, Secrets secrets) {
        return switch (Releases.read(folder)) {
            case ReadResult.Released released ->
                    of(released, LandscapeScenarios.of(folder, released.release()))
                            .telling(unset(folder, released.release(), secrets));
            case ReadResult.Faulty faulty ->
                    new LandscapePlan(false, faulty(faulty.defects()), LandscapeScenarios.NONE);
        };
    }

    /**
     * What environments have a name for and nothing is set for, as far as that can be seen here.
     */
    private static SortedMap<String, NeededSecrets> unset(
            Path folder, Release release, Secrets secrets) {
        SortedMap<String, NeededSecrets> unset = new TreeMap<>();
        Releases.environments(folder, release)
                .forEach(
                        (name, environment) ->
                                unset.put(
                                        name,
                                        NeededSecrets.of(release.systems(), environment)
                                                .namedBy(environment)
                                                .unset(secrets)));
        unset.values().removeIf(NeededSecrets::isEmpty);
        return unset;
    }

    private LandscapePlan telling(SortedMap<String, NeededSecrets> unset) {
        if (!sound || unset.isEmpty()) {
            return this;
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>(answer.json());
        Map<String, Object> told = new TreeMap<>();
        List<String> remarks = new ArrayList<>();
        unset.forEach(
                (name, missing) -> {
                    told.put(name, List.copyOf(missing.systems().keySet()));
                    remarks.add(
                            ("In environment %1$s nothing is set here for %2$s: apply"
                                            + " --environment %1$s is refused where that is so.")
                                    .formatted(name, missing.words()));
                });
        json.put("unset", told);
        remarks.addAll(answer.remarks());
        return new LandscapePlan(sound, new Answer(json, answer.rows(), remarks), scenarios);
    }

    /** A landscape that is whole but answers one of its own examples wrongly is not sound. */
    private static LandscapePlan of(ReadResult.Released released, LandscapeScenarios scenarios) {
        List<Defect> wrong =
                Stream.concat(
                                released.verdicts().stream()
                                        .filter(verdict -> !verdict.passed())
                                        .map(LandscapePlan::defect),
                                scenarios.wrong().stream())
                        .toList();
        return wrong.isEmpty()
                ? new LandscapePlan(
                        true, declared(released.release(), released, scenarios.count()), scenarios)
                : new LandscapePlan(false, faulty(wrong), scenarios);
    }

    private static Defect defect(GoldenCase.Verdict verdict) {
        return new Defect(
                verdict.golden().place(),
                "golden-case",
                "The case \"%s\" has another answer: %s. Correct the landscape or the case."
                        .formatted(
                                verdict.golden().name(),
                                String.join("; ", verdict.differences()).replaceFirst("\\.$", "")));
    }

    private static Answer faulty(List<Defect> defects) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Defect defect : defects) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("place", defect.place().toString());
            row.put("code", defect.code());
            row.put("sentence", defect.sentence());
            rows.add(row);
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("sound", false);
        json.put("defects", rows);
        return new Answer(
                json,
                rows,
                List.of(Counted.of(rows.size(), "defect") + ". Nothing may work under this yet."));
    }

    private static Answer declared(Release release, ReadResult.Released released, int scenarios) {
        List<Map<String, @Nullable Object>> parts = parts(release, released);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("sound", true);
        json.put("name", release.name());
        json.put("release", release.id());
        json.put("dimensions", release.dimensions());
        json.put("goldenCases", released.goldenCases().size());
        json.put("scenarios", scenarios);
        json.put("schemas", Fingerprint.of(release.schemas()));
        json.put("parts", parts);
        List<String> farewells = new Register(release).farewells(SchemasCommand.today());
        json.put("deprecated", farewells);
        List<String> remarks = new ArrayList<>(farewells);
        remarks.add(
                ("%s is sound: release %s, metrics by %s, %s and %s passed")
                        .formatted(
                                release.name(),
                                release.id().substring(0, 12),
                                String.join(", ", release.dimensions()),
                                Counted.of(released.goldenCases().size(), "golden case"),
                                Counted.of(scenarios, "scenario")));
        return new Answer(json, parts, remarks);
    }

    private static List<Map<String, @Nullable Object>> parts(
            Release release, ReadResult.Released released) {
        List<Map<String, @Nullable Object>> parts = new ArrayList<>();
        for (SystemDeclaration system : release.systems()) {
            parts.add(
                    part(
                            "system",
                            system.name(),
                            lower(system.role())
                                    + ", "
                                    + lower(system.mode())
                                    + ", "
                                    + system.connector(),
                            system.owner()));
        }
        for (Unit unit : release.units()) {
            parts.add(
                    part(
                            "unit",
                            unit.name(),
                            Counted.of(unit.gates().size(), "gate")
                                    + (unit.variations().isEmpty()
                                            ? ""
                                            : ", own " + String.join(", ", unit.variations())),
                            release.ownerOf("units/" + unit.name())));
        }
        for (LegalEntity entity : release.legalEntities()) {
            parts.add(
                    part(
                            "entity",
                            entity.code(),
                            entity.country() + ", " + entity.functionalCurrency(),
                            release.ownerOf("entities/" + entity.code())));
        }
        for (Mapping mapping : release.mappings()) {
            parts.add(
                    part(
                            "mapping",
                            mapping.system() + ":" + mapping.type(),
                            "to " + mapping.canonical() + ", " + mapping.source(),
                            release.ownerOf(
                                    "mappings/" + mapping.system() + "/" + mapping.type())));
        }
        for (String file : released.files().files().keySet()) {
            if (file.startsWith("tables/")) {
                String name = file.substring(0, file.length() - ".csv".length());
                parts.add(
                        part(
                                "table",
                                name.substring("tables/".length()),
                                file,
                                release.ownerOf(name)));
            }
        }
        return parts;
    }

    private static Map<String, @Nullable Object> part(
            String kind, String name, String what, String owner) {
        Map<String, @Nullable Object> part = new LinkedHashMap<>();
        part.put("kind", kind);
        part.put("name", name);
        part.put("what", what);
        part.put("owner", owner);
        return part;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
