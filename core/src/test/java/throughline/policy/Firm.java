package throughline.policy;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import throughline.calendar.BusinessCalendar;
import throughline.calendar.FiscalCalendar;
import throughline.landscape.ClockPolicy;
import throughline.landscape.DecisionTable;
import throughline.landscape.GateName;
import throughline.landscape.GatePolicy;
import throughline.landscape.LegalEntity;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.Unit;

/** A small firm: one unit, two legal entities, and the tables that a test gives it. */
final class Firm implements Release, Unit {

    private final Map<String, DecisionTable> tables = new HashMap<>();
    private final Map<GateName, GatePolicy> policies = new EnumMap<>(GateName.class);

    /** A firm whose tables let the deal of {@link Sale#milestones()} pass. */
    static Firm plain() {
        return new Firm()
                .with(
                        PlainTable.of(
                                "legal-entity",
                                "customer-country | entity",
                                "DE | DE01",
                                "* | US01"))
                .with(
                        PlainTable.of(
                                "tax-treatment",
                                "same-country | treatment",
                                "yes | domestic",
                                "* | export"))
                .with(
                        PlainTable.of(
                                "project-template",
                                "service-line | template",
                                "design | design-project",
                                "* | standard"))
                .with(
                        PlainTable.of(
                                "rate-card",
                                "card, role | rate, cost",
                                "*, senior | 150, 90",
                                "*, junior | 100, 50"));
    }

    Firm with(PlainTable table) {
        tables.put(table.name(), table);
        return this;
    }

    Firm without(String table) {
        tables.remove(table);
        return this;
    }

    Firm set(GateName gate, String setting, String value) {
        GatePolicy old = policy(gate);
        Map<String, String> settings = new HashMap<>(old.settings());
        settings.put(setting, value);
        return policy(gate, old.enabled(), old.required(), settings, old.waivers());
    }

    Firm require(GateName gate, String... words) {
        GatePolicy old = policy(gate);
        return policy(gate, old.enabled(), List.of(words), old.settings(), old.waivers());
    }

    Firm waivable(GateName gate, String... roles) {
        GatePolicy old = policy(gate);
        return policy(gate, old.enabled(), old.required(), old.settings(), List.of(roles));
    }

    Firm disable(GateName gate) {
        GatePolicy old = policy(gate);
        return policy(gate, false, old.required(), old.settings(), old.waivers());
    }

    Firm demand(GateName gate, GatePolicy.Condition condition) {
        GatePolicy old = policy(gate);
        policies.put(
                gate,
                new GatePolicy(
                        gate,
                        old.enabled(),
                        old.required(),
                        old.settings(),
                        List.of(condition),
                        old.owner(),
                        old.waivers()));
        return this;
    }

    private GatePolicy policy(GateName gate) {
        return policies.getOrDefault(
                gate,
                new GatePolicy(gate, true, List.of(), Map.of(), List.of(), "finance", List.of()));
    }

    private Firm policy(
            GateName gate,
            boolean enabled,
            List<String> required,
            Map<String, String> settings,
            List<String> waivers) {
        policies.put(
                gate,
                new GatePolicy(gate, enabled, required, settings, List.of(), "finance", waivers));
        return this;
    }

    @Override
    public String id() {
        return "0".repeat(64);
    }

    @Override
    public String name() {
        return "north";
    }

    @Override
    public Optional<Unit> unit(String name) {
        return name.equals("north") ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Unit defaultUnit() {
        return this;
    }

    @Override
    public Optional<LegalEntity> entity(String code) {
        return switch (code) {
            case "DE01" -> Optional.of(entity(code, "DE", "EUR"));
            case "US01" -> Optional.of(entity(code, "US", "USD"));
            case String _ -> Optional.empty();
        };
    }

    private static LegalEntity entity(String code, String country, String currency) {
        return new LegalEntity(
                code,
                country,
                CurrencyUnit.of(currency),
                List.of(CurrencyUnit.of(currency)),
                ZoneOffset.UTC,
                new FiscalCalendar.Months(),
                5,
                LegalEntity.InvoiceDating.PERIOD_END);
    }

    @Override
    public List<SystemDeclaration> systems() {
        return List.of();
    }

    @Override
    public List<String> dimensions() {
        return List.of();
    }

    @Override
    public Optional<SystemDeclaration> inRole(Role role, String unit, String legalEntity) {
        return Optional.empty();
    }

    @Override
    public Optional<Mapping> mapping(String system, String type) {
        return Optional.empty();
    }

    @Override
    public String ownerOf(String part) {
        return "finance";
    }

    @Override
    public Optional<DecisionTable> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    @Override
    public List<GatePolicy> gates() {
        return new ArrayList<>(policies.values());
    }

    @Override
    public List<ClockPolicy> clocks() {
        return List.of();
    }

    @Override
    public BusinessCalendar calendar() {
        return new BusinessCalendar(
                ZoneOffset.UTC,
                LocalTime.of(9, 0),
                LocalTime.of(17, 0),
                Set.of(DayOfWeek.MONDAY),
                Set.of());
    }
}
