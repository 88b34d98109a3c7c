package throughline.landscape.build;

import java.time.DayOfWeek;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.landscape.ExchangePolicy;
import throughline.landscape.LegalEntity;
import throughline.landscape.Mapping;
import throughline.landscape.Part;
import throughline.landscape.Publication;
import throughline.landscape.Release;
import throughline.landscape.SourceOfTruth;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.Threshold;
import throughline.landscape.Unit;
import throughline.landscape.contract.VendorContract;
import throughline.schema.SchemaSet;

/** A landscape without defects. */
final class CompiledRelease implements Release {

    private final String id;
    private final General general;
    private final Map<String, CompiledUnit> units;
    private final Map<String, LegalEntity> entities = new LinkedHashMap<>();
    private final List<CompiledMapping> mappings;

    /** Mappings by system and type. */
    private final Map<String, Map<String, Mapping>> bySystem = new HashMap<>();

    private final List<SystemDeclaration> systems;
    private final Ownership ownership;
    private final SchemaSet schemas;
    private final Map<String, VendorContract> contracts = new LinkedHashMap<>();
    private final Map<Served, List<SystemDeclaration>> serving = new HashMap<>();

    /** Who is served: asked for with every signal, and always by the same few. */
    private record Served(String unit, String legalEntity) {}

    /** What landscape.yaml says of the whole. */
    record General(
            String name,
            String owner,
            List<String> dimensions,
            DayOfWeek weekStartsOn,
            List<LegalEntity> entities,
            Threshold secondPersonAbove,
            Publication publication,
            ExchangePolicy exchange,
            List<VendorContract> contracts) {
        General {
            dimensions = List.copyOf(dimensions);
            entities = List.copyOf(entities);
            contracts = List.copyOf(contracts);
        }

        General promising(Publication ours, List<VendorContract> theirs) {
            return new General(
                    name,
                    owner,
                    dimensions,
                    weekStartsOn,
                    entities,
                    secondPersonAbove,
                    ours,
                    exchange,
                    theirs);
        }
    }

    CompiledRelease(
            String id,
            General general,
            Map<String, CompiledUnit> units,
            List<SystemDeclaration> systems,
            List<CompiledMapping> mappings,
            Ownership ownership) {
        this.id = id;
        this.general = general;
        this.units = new LinkedHashMap<>(units);
        this.systems = List.copyOf(systems);
        this.ownership = ownership;
        general.contracts().forEach(each -> this.contracts.put(each.system(), each));
        this.schemas = CanonicalSchemas.of(mappings);
        general.entities().forEach(entity -> entities.put(entity.code(), entity));
        this.mappings = List.copyOf(mappings);
        mappings.forEach(
                each ->
                        this.bySystem
                                .computeIfAbsent(each.system(), _ -> new HashMap<>())
                                .put(each.type(), each));
        for (String unit : units.keySet()) {
            for (String entity : entities.keySet()) {
                serving.put(
                        new Served(unit, entity), List.copyOf(Release.super.serving(unit, entity)));
            }
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return general.name();
    }

    @Override
    public Optional<Unit> unit(String name) {
        return Optional.ofNullable(units.get(name));
    }

    @Override
    public Unit defaultUnit() {
        return units.values().iterator().next();
    }

    @Override
    public List<Unit> units() {
        return List.copyOf(units.values());
    }

    @Override
    public List<VendorContract> contracts() {
        return general.contracts();
    }

    @Override
    public Optional<VendorContract> contract(String system) {
        return Optional.ofNullable(contracts.get(system));
    }

    @Override
    public SchemaSet schemas() {
        return schemas;
    }

    @Override
    public Publication publication() {
        return general.publication();
    }

    @Override
    public Optional<LegalEntity> entity(String code) {
        return Optional.ofNullable(entities.get(code));
    }

    @Override
    public List<LegalEntity> legalEntities() {
        return general.entities();
    }

    @Override
    public List<SystemDeclaration> systems() {
        return systems;
    }

    @Override
    public List<String> dimensions() {
        return general.dimensions();
    }

    @Override
    public DayOfWeek weekStartsOn() {
        return general.weekStartsOn();
    }

    @Override
    public Threshold secondPersonAbove() {
        return general.secondPersonAbove();
    }

    @Override
    public ExchangePolicy exchange() {
        return general.exchange();
    }

    @Override
    public Optional<SystemDeclaration> inRole(Role role, String unit, String legalEntity) {
        return systems.stream()
                .filter(system -> system.role() == role)
                .filter(system -> system.mode() == SystemDeclaration.Mode.LIVE)
                .filter(system -> serves(system.units(), unit))
                .filter(system -> serves(system.entities(), legalEntity))
                .findFirst();
    }

    @Override
    public List<SystemDeclaration> serving(String unit, String legalEntity) {
        List<SystemDeclaration> known = serving.get(new Served(unit, legalEntity));
        return known == null ? Release.super.serving(unit, legalEntity) : known;
    }

    private static boolean serves(List<String> served, String wanted) {
        return served.isEmpty() || served.contains(wanted);
    }

    @Override
    public List<Mapping> mappings() {
        return List.copyOf(mappings);
    }

    @Override
    public Optional<Mapping> mapping(String system, String type) {
        return Optional.ofNullable(bySystem.getOrDefault(system, Map.of()).get(type));
    }

    @Override
    public Optional<SourceOfTruth> truth(String object, String field, String phase) {
        return ownership.truth(object, field, phase);
    }

    @Override
    public List<Part> parts() {
        return ownership.register();
    }

    @Override
    public String ownerOf(String part) {
        return ownership
                .ownerOf(part)
                .or(() -> ownership.ownerOf("systems/" + part))
                .orElse(general.owner());
    }
}
