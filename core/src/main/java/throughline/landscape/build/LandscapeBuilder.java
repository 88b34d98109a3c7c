package throughline.landscape.build;

import dev.cel.common.types.CelType;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.landscape.DecisionTable;
import throughline.landscape.ExchangePolicy;
import throughline.landscape.LegalEntity;
import throughline.landscape.Publication;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.Threshold;
import throughline.landscape.contract.VendorContract;
import throughline.landscape.expression.Types;
import throughline.landscape.expression.Vocabulary;

/** Builds a release out of the files of a landscape, or says everything that is wrong with them. */
public final class LandscapeBuilder {

    private final Files files;
    private final Surroundings surroundings;
    private final Defects defects;
    private final Ownership ownership;
    private final Map<String, DecisionTable> tables = new HashMap<>();

    private LandscapeBuilder(Files files, Surroundings surroundings) {
        this.surroundings = surroundings;
        this.files = files;
        this.defects = files.defects();
        Reading patterns =
                Reading.of(files.one("ownership.yaml", false), "ownership.yaml", defects)
                        .section("parts");
        this.ownership = new Ownership(patterns());
        patterns.keys().forEach(each -> ownership.at(each, patterns.name(each)));
    }

    /**
     * The release, or all defects.
     *
     * @param id the content hash of the files
     */
    public static Built build(Files files, Surroundings surroundings, String id) {
        return new LandscapeBuilder(files, surroundings).build(id);
    }

    private Built build(String id) {
        new LiteralSecrets(defects).look(files);
        readTables();
        Optional<CompiledRelease.General> general = general();
        Set<String> codes = new HashSet<>();
        general.ifPresent(found -> found.entities().forEach(entity -> codes.add(entity.code())));
        TableOutputs outputs = new TableOutputs(codes, defects);
        files.sheets().values().forEach(outputs::check);
        TableInputs inputs = new TableInputs(codes, defects);
        tables.values().stream()
                .filter(SheetTable.class::isInstance)
                .forEach(table -> inputs.check((SheetTable) table));
        UnitReader reader = unitReader(codes);
        files.under("units").forEach(reader::read);
        Map<String, CompiledUnit> units = ordered(reader);
        List<SystemDeclaration> systems = systems(codes, units.keySet());
        MappingReader mapped =
                new MappingReader(
                        new Vocabulary("", tables, Optional.empty(), Map.of("raw", Types.OBJECT)),
                        defects);
        List<CompiledMapping> mappings = mappings(mapped);
        new References(defects).check(mappings, systems, mapped.systems());
        new ConditionNames(mappings, defects).check(units.values());
        sources(systems, mappings);
        List<VendorContract> contracts = new Contracts(files).read(mappings);
        Optional<CompiledRelease.General> whole =
                general.map(each -> each.promising(publication(mappings), contracts));
        general.ifPresent(found -> ExchangeReader.check(found.exchange(), mappings, exchange()));
        ownership.believe(new Truth(defects).read(truth(), systems));
        DerivedParts derived = new DerivedParts(ownership);
        derived.objects(mappings);
        general.ifPresent(found -> derived.metrics(surroundings.metrics(), found.owner()));
        ownership.deprecate(Deprecations.read(deprecated(), ownership.parts()));
        List<GoldenCase> golden = new ArrayList<>();
        files.under("tests").forEach(file -> golden.addAll(new GoldenReader(defects).read(file)));
        ownership.check(defects, Place.of("ownership.yaml"));
        if (!defects.none() || whole.isEmpty() || units.isEmpty()) {
            return new Built.Broken(defects.all());
        }
        return new Built.Whole(
                new CompiledRelease(id, whole.get(), units, systems, mappings, ownership), golden);
    }

    private void sources(List<SystemDeclaration> systems, List<CompiledMapping> mappings) {
        Set<String> mapped = new HashSet<>();
        mappings.forEach(each -> mapped.add(each.system() + ":" + each.type()));
        Set<String> brokers = new HashSet<>();
        systems.stream()
                .filter(each -> each.connector().equals("kafka"))
                .forEach(each -> brokers.add(each.name()));
        Sources sources = new Sources(mapped, brokers, defects);
        for (Tree file : files.under("systems")) {
            sources.check(file);
            brought(file, mappings);
        }
    }

    /** Whether a system brings what its mappings read. */
    private void brought(Tree file, List<CompiledMapping> mappings) {
        Reading reading = Reading.of(file, "A system", new Defects());
        String name = reading.optional("name").orElse("");
        Surroundings.SystemCheck check =
                surroundings.checks().get(reading.optional("connector").orElse(""));
        if (check != null) {
            mappings.stream()
                    .filter(mapping -> mapping.system().equals(name))
                    .forEach(
                            mapping -> check.check(file, mapping, mapping.head().place(), defects));
        }
    }

    private Publication publication(List<CompiledMapping> mappings) {
        Tree file = files.one("schemas.yaml", false);
        if (file instanceof Tree.Nothing) {
            return Publication.NONE;
        }
        Publication read = new PublicationReader(CanonicalSchemas.of(mappings), defects).read(file);
        ownership.part("schemas", read.owner(), file.place());
        return read;
    }

    private Map<String, String> patterns() {
        return Reading.of(files.one("ownership.yaml", false), "ownership.yaml", defects)
                .textsByName("parts");
    }

    private List<Reading> truth() {
        Reading reading = Reading.of(files.one("ownership.yaml", false), "ownership.yaml", defects);
        List<Reading> truth = reading.sections("truth", "A source of truth");
        reading.tree("parts");
        reading.tree("deprecated");
        reading.done();
        return truth;
    }

    private List<Reading> deprecated() {
        return Reading.of(files.one("ownership.yaml", false), "ownership.yaml", defects)
                .sections("deprecated", "A deprecated part");
    }

    private Reading exchange() {
        return Reading.of(files.one("landscape.yaml", false), "landscape.yaml", defects)
                .section("exchange");
    }

    /** A table that is there and could not be read is known, and decides nothing. */
    private void unreadTables() {
        for (String part : defects.unread()) {
            if (part.startsWith("tables/")) {
                String name = part.substring("tables/".length());
                tables.put(name, new SheetTable(name, List.of(), List.of()));
                ownership.part(part, "", Place.of(part + ".csv"));
            }
        }
    }

    private void readTables() {
        unreadTables();
        TableReader reader = new TableReader(defects);
        files.sheets()
                .forEach(
                        (name, sheet) -> {
                            tables.put(name, reader.read(sheet));
                            ownership.part("tables/" + name, "", sheet.place());
                        });
    }

    private Optional<CompiledRelease.General> general() {
        Tree file = files.one("landscape.yaml", true);
        if (defects.unread().contains("landscape.yaml")) {
            defects.unread("entities/");
            return Optional.empty();
        }
        Reading reading = Reading.of(file, "landscape.yaml", defects);
        String name = reading.text("name");
        String owner = reading.text("owner");
        reading.optional("description");
        reading.tree("calendar");
        List<String> dimensions = reading.texts("dimensions");
        Optional<DayOfWeek> week =
                Vocabularies.constant(
                        DayOfWeek.class,
                        reading.optional("weekStartsOn").orElse("monday"),
                        reading,
                        "weekStartsOn");
        List<LegalEntity> entities = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        for (Reading entity : reading.sections("entities", "A legal entity")) {
            String entityOwner = entity.optional("owner").orElse(owner);
            new EntityReader(defects)
                    .read(entity)
                    .ifPresent(
                            found -> {
                                entities.add(found);
                                ownership.part(
                                        "entities/" + found.code(), entityOwner, entity.place());
                                if (!codes.add(found.code())) {
                                    entity.defect(
                                            "code",
                                            "duplicate",
                                            "The legal entity %s is declared twice. Keep one."
                                                    .formatted(found.code()));
                                }
                            });
        }
        if (!reading.has("entities")) {
            reading.missing("entities");
        }
        Threshold threshold = ThresholdReader.read(reading.section("secondPerson"));
        ExchangePolicy exchange = ExchangeReader.read(reading.section("exchange"));
        reading.done();
        return week.map(
                day ->
                        new CompiledRelease.General(
                                name,
                                owner,
                                dimensions,
                                day,
                                entities,
                                threshold,
                                Publication.NONE,
                                exchange,
                                List.of()));
    }

    private UnitReader unitReader(Set<String> entities) {
        Map<String, CelType> facts = new LinkedHashMap<>();
        FactCondition.FACTS.forEach(fact -> facts.put(fact, Types.OBJECT));
        Vocabulary vocabulary = new Vocabulary("landscape", tables, Optional.empty(), facts);
        PolicyReader policies =
                new PolicyReader(new Expressions(vocabulary, defects), entities, defects);
        Reading landscape =
                Reading.of(files.one("landscape.yaml", false), "landscape.yaml", new Defects());
        Place none = Place.of("landscape.yaml");
        UnitReader.Parts parts =
                new UnitReader.Parts(
                        tables,
                        PolicyReader.together(files.under("policies"), defects),
                        clocks(),
                        landscape.tree("calendar").orElse(new Tree.Nothing(none)),
                        entities,
                        policies,
                        ownership);
        return new UnitReader(parts, defects);
    }

    private Tree clocks() {
        Reading reading = Reading.of(files.one("slas.yaml", false), "slas.yaml", defects);
        String owner = reading.optional("owner").orElse("");
        Map<String, Tree> clocks = new LinkedHashMap<>();
        reading.entries("clocks")
                .forEach((name, clock) -> clocks.put(name, PolicyReader.owned(clock, owner)));
        reading.done();
        return new Tree.Section(clocks, reading.place());
    }

    /** Units by name, with the one that takes deals naming none first. */
    private Map<String, CompiledUnit> ordered(UnitReader reader) {
        Map<String, CompiledUnit> units = reader.units();
        if (units.isEmpty() && files.under("units").isEmpty()) {
            defects.unless(
                    "units/",
                    Place.of("units"),
                    "missing",
                    "There is no unit. Add units/NAME.yaml.");
        }
        Map<String, CompiledUnit> ordered = new LinkedHashMap<>();
        CompiledUnit usual = units.get(reader.usual());
        if (usual != null) {
            ordered.put(usual.name(), usual);
        }
        units.forEach(ordered::putIfAbsent);
        return ordered;
    }

    private List<SystemDeclaration> systems(Set<String> entities, Set<String> units) {
        List<SystemDeclaration> result = new ArrayList<>();
        SystemReader reader = new SystemReader(surroundings, defects);
        for (Tree file : files.under("systems")) {
            reader.read(file)
                    .ifPresent(
                            system -> {
                                new Servings(defects, Reading.of(file, "A system", new Defects()))
                                        .check(system, result, entities, units);
                                ownership.part(
                                        "systems/" + system.name(), system.owner(), file.place());
                                result.add(system);
                            });
        }
        return result.stream().map(this::owned).toList();
    }

    private SystemDeclaration owned(SystemDeclaration system) {
        return new SystemDeclaration(
                system.name(),
                system.role(),
                system.connector(),
                system.mode(),
                system.entities(),
                system.units(),
                system.writes(),
                ownership.ownerOf("systems/" + system.name()).orElse(""),
                system.settings());
    }

    private List<CompiledMapping> mappings(MappingReader reader) {
        List<CompiledMapping> result = new ArrayList<>();
        for (Tree file : files.under("mappings")) {
            for (CompiledMapping mapping : reader.read(file)) {
                CompiledMapping.Head head = mapping.head();
                ownership.part(
                        "mappings/" + head.system() + "/" + head.type(),
                        head.owner(),
                        head.place());
                result.add(mapping);
            }
        }
        return result;
    }
}
