package throughline.releases;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import throughline.engagement.EngagementId;
import throughline.landscape.LegalEntity;
import throughline.landscape.Lookup;
import throughline.landscape.Mapping;
import throughline.landscape.Part;
import throughline.landscape.Publication;
import throughline.landscape.Release;
import throughline.landscape.Route;
import throughline.landscape.SourceOfTruth;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.Threshold;
import throughline.landscape.Translation;
import throughline.landscape.Unit;
import throughline.landscape.contract.VendorContract;
import throughline.observed.CanonicalRecord;
import throughline.observed.RecordKey;
import throughline.schema.SchemaSet;

/**
 * Some units decide under a new release while all others still decide under the old one. It is a
 * release of its own, so that events name exactly what they were decided under.
 *
 * <p>Tables, gates, clocks and calendars are the unit's. A record is translated by the mapping of
 * its deal's unit; one whose deal cannot be told from it is translated by the old mapping until all
 * units have followed. What belongs to no unit stays as it was.
 */
final class StagedRelease implements Release {

    private final Release from;
    private final Release to;
    private final Set<String> units;
    private final String id;

    StagedRelease(Release from, Release to, List<String> units) {
        this.from = from;
        this.to = to;
        this.units = new TreeSet<>(units);
        this.id = hash("staged\n" + from.id() + "\n" + to.id() + "\n" + this.units);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    KeptRelease.Staging staging() {
        return new KeptRelease.Staging(
                ReleaseStore.shortId(from.id()), ReleaseStore.shortId(to.id()), List.copyOf(units));
    }

    String reason() {
        return "%s first, all others under %s"
                .formatted(String.join(", ", units), ReleaseStore.shortId(from.id()));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return from.name();
    }

    private Release of(String unit) {
        return units.contains(unit) ? to : from;
    }

    @Override
    public Optional<Unit> unit(String name) {
        return of(name).unit(name);
    }

    @Override
    public Unit defaultUnit() {
        Unit usual = from.defaultUnit();
        return of(usual.name()).unit(usual.name()).orElse(usual);
    }

    @Override
    public List<Unit> units() {
        List<Unit> all = new ArrayList<>();
        from.units().forEach(unit -> all.add(unit(unit.name()).orElse(unit)));
        to.units().stream()
                .filter(unit -> units.contains(unit.name()))
                .filter(unit -> from.unit(unit.name()).isEmpty())
                .forEach(all::add);
        return all;
    }

    @Override
    public Optional<LegalEntity> entity(String code) {
        return from.entity(code).or(() -> to.entity(code));
    }

    @Override
    public List<LegalEntity> legalEntities() {
        return from.legalEntities();
    }

    @Override
    public List<SystemDeclaration> systems() {
        return from.systems();
    }

    @Override
    public List<String> dimensions() {
        return from.dimensions();
    }

    @Override
    public DayOfWeek weekStartsOn() {
        return from.weekStartsOn();
    }

    @Override
    public Threshold secondPersonAbove() {
        return from.secondPersonAbove();
    }

    @Override
    public Optional<SystemDeclaration> inRole(Role role, String unit, String legalEntity) {
        return of(unit).inRole(role, unit, legalEntity);
    }

    @Override
    public List<VendorContract> contracts() {
        return to.contracts();
    }

    @Override
    public SchemaSet schemas() {
        return to.schemas();
    }

    @Override
    public Publication publication() {
        return to.publication();
    }

    @Override
    public List<Mapping> mappings() {
        return from.mappings().stream().<Mapping>map(this::staged).toList();
    }

    @Override
    public Optional<Mapping> mapping(String system, String type) {
        return from.mapping(system, type).map(this::staged);
    }

    private Mapping staged(Mapping old) {
        return to.mapping(old.system(), old.type())
                .<Mapping>map(next -> new StagedMapping(old, next))
                .orElse(old);
    }

    @Override
    public Optional<SourceOfTruth> truth(String object, String field, String phase) {
        return from.truth(object, field, phase);
    }

    @Override
    public List<Part> parts() {
        return from.parts();
    }

    @Override
    public String ownerOf(String part) {
        return from.ownerOf(part);
    }

    /** Translates by the new mapping what belongs to a unit that has it. */
    private final class StagedMapping implements Mapping {
        private final Mapping old;
        private final Mapping next;

        StagedMapping(Mapping old, Mapping next) {
            this.old = old;
            this.next = next;
        }

        @Override
        public String system() {
            return old.system();
        }

        @Override
        public String type() {
            return old.type();
        }

        @Override
        public String canonical() {
            return old.canonical();
        }

        @Override
        public String source() {
            return old.source();
        }

        @Override
        public Translation translate(Map<String, Object> raw, Lookup lookup) {
            Translation now = next.translate(raw, lookup);
            return goesFirst(now, lookup) ? now : old.translate(raw, lookup);
        }

        @Override
        public Optional<RecordKey> key(Map<String, Object> raw) {
            return old.key(raw);
        }

        private boolean goesFirst(Translation translation, Lookup lookup) {
            if (!(translation instanceof Translation.Translated(var record, _, var route, _))) {
                return false;
            }
            if (record instanceof CanonicalRecord.Deal deal) {
                return units.contains(unitOf(deal));
            }
            return switch (route) {
                case Route.BelongsTo(var engagement) -> ofFirst(engagement, lookup);
                case Route.Belongs(var key) -> ofFirst(EngagementId.rootedIn(key), lookup);
                case Route.Master _, Route.Root _ -> false;
            };
        }

        private boolean ofFirst(EngagementId engagement, Lookup lookup) {
            String[] parts = engagement.value().split(":", 3);
            return parts.length == 3
                    && lookup.find(new RecordKey(parts[0], parts[1], parts[2]))
                            .filter(CanonicalRecord.Deal.class::isInstance)
                            .map(CanonicalRecord.Deal.class::cast)
                            .filter(deal -> units.contains(unitOf(deal)))
                            .isPresent();
        }

        private String unitOf(CanonicalRecord.Deal deal) {
            return deal.unit().orElse(from.defaultUnit().name());
        }
    }
}
