package throughline.engagement;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
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
import throughline.landscape.Pause;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.Unit;

/**
 * A landscape written by hand: one unit, one entity in Berlin, and the systems that a test names.
 */
record HandmadeRelease(
        String id,
        List<SystemDeclaration> systems,
        LegalEntity legalEntity,
        Map<String, String> capSettings,
        List<Pause> pauses)
        implements Release {

    HandmadeRelease(
            String id,
            List<SystemDeclaration> systems,
            LegalEntity legalEntity,
            Map<String, String> capSettings) {
        this(id, systems, legalEntity, capSettings, List.of());
    }

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** CRM, PSA and ERP, each of which takes what it can. */
    static HandmadeRelease complete() {
        return with(
                system(
                        "erp",
                        Role.ERP,
                        "CREATE_CUSTOMER",
                        "CREATE_CONTRACT",
                        "POST_INVOICE",
                        "POST_JOURNAL"),
                system("psa", Role.PSA, "CREATE_PROJECT"),
                system("crm", Role.CRM, "WRITE_BACK"));
    }

    /** Sources only: nobody receives anything. */
    static HandmadeRelease sourcesOnly() {
        return with(system("crm", Role.CRM), system("psa", Role.PSA));
    }

    static HandmadeRelease with(SystemDeclaration... systems) {
        LegalEntity entity =
                new LegalEntity(
                        "DE01",
                        "DE",
                        CurrencyUnit.EUR,
                        List.of(CurrencyUnit.EUR),
                        BERLIN,
                        new FiscalCalendar.Months(),
                        3,
                        LegalEntity.InvoiceDating.PERIOD_END);
        return new HandmadeRelease("r1", List.of(systems), entity, Map.of());
    }

    /** Edits of booked deals amend them. */
    HandmadeRelease amendingByDeal() {
        return new HandmadeRelease(id, systems, legalEntity, Map.of("changed-deal", "amendment"));
    }

    HandmadeRelease absorbingAboveCaps() {
        return new HandmadeRelease(id, systems, legalEntity, Map.of("cap-above", "absorb"));
    }

    /** Invoices are promised to be in the ledger eight hours after they were planned. */
    HandmadeRelease promisingInvoices() {
        return new HandmadeRelease(id, systems, legalEntity, Map.of("promises", "invoices"));
    }

    /** Every clock stands still for these reasons. */
    HandmadeRelease pausing(Pause... reasons) {
        return new HandmadeRelease(id, systems, legalEntity, capSettings, List.of(reasons));
    }

    static SystemDeclaration system(String name, Role role, String... writes) {
        return new SystemDeclaration(
                name,
                role,
                "in-process",
                SystemDeclaration.Mode.LIVE,
                List.of(),
                List.of(),
                List.of(writes),
                name + "-owner",
                Map.of());
    }

    @Override
    public String name() {
        return "handmade";
    }

    @Override
    public Optional<Unit> unit(String name) {
        return name.equals("consulting") ? Optional.of(defaultUnit()) : Optional.empty();
    }

    @Override
    public Unit defaultUnit() {
        return new Consulting(capSettings, pauses);
    }

    @Override
    public Optional<LegalEntity> entity(String code) {
        return code.equals(legalEntity.code())
                ? Optional.of(legalEntity)
                : code.equals("DE02") ? Optional.of(sister()) : Optional.empty();
    }

    /** Another entity of the group that is as the first in all else. */
    private LegalEntity sister() {
        return new LegalEntity(
                "DE02",
                legalEntity.country(),
                legalEntity.functionalCurrency(),
                legalEntity.currencies(),
                legalEntity.zone(),
                legalEntity.fiscalCalendar(),
                legalEntity.cutoffDays(),
                legalEntity.invoiceDating());
    }

    @Override
    public List<String> dimensions() {
        return List.of();
    }

    @Override
    public Optional<SystemDeclaration> inRole(Role role, String unit, String entity) {
        return systems.stream().filter(system -> system.role() == role).findFirst();
    }

    @Override
    public Optional<Mapping> mapping(String system, String type) {
        return Optional.empty();
    }

    @Override
    public String ownerOf(String part) {
        return part + "-owner";
    }

    private record Consulting(Map<String, String> capSettings, List<Pause> pauses) implements Unit {
        @Override
        public String name() {
            return "consulting";
        }

        @Override
        public Optional<DecisionTable> table(String name) {
            return name.equals("rate-card") ? Optional.of(new RateTable()) : Optional.empty();
        }

        @Override
        public List<GatePolicy> gates() {
            List<GatePolicy> gates = new ArrayList<>();
            for (GateName gate : GateName.values()) {
                Map<String, String> settings = new HashMap<>();
                if (gate == GateName.SCHEDULE || gate == GateName.APPROVALS) {
                    settings.putAll(capSettings);
                }
                if (gate == GateName.PRICING) {
                    settings.put("time-and-materials-amount", "committed");
                }
                if (gate == GateName.TAX) {
                    settings.put("default", "domestic");
                }
                if (gate == GateName.TEMPLATE) {
                    settings.put("default", "standard");
                }
                boolean enabled = gate == GateName.CUSTOMER;
                gates.add(
                        new GatePolicy(
                                gate,
                                enabled,
                                List.of(),
                                settings,
                                List.of(),
                                "sales",
                                List.of("sales")));
            }
            return gates;
        }

        @Override
        public List<ClockPolicy> clocks() {
            return capSettings.containsKey("promises")
                    ? List.of(
                            new ClockPolicy(
                                    "planned-to-posted",
                                    "charge-ready",
                                    "invoice-posted",
                                    Duration.ofHours(8),
                                    75,
                                    "finance",
                                    pauses))
                    : clocksOfAll();
        }

        private List<ClockPolicy> clocksOfAll() {
            return List.of(
                    new ClockPolicy(
                            "won-to-active",
                            "closed-won",
                            "project-active",
                            Duration.ofHours(4),
                            80,
                            "sales",
                            pauses),
                    new ClockPolicy(
                            "accepted-to-charge",
                            "milestone-accepted",
                            "charge-ready",
                            Duration.ofHours(1),
                            80,
                            "finance",
                            pauses));
        }

        @Override
        public BusinessCalendar calendar() {
            return new BusinessCalendar(
                    BERLIN,
                    LocalTime.of(9, 0),
                    LocalTime.of(17, 0),
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                    Set.of());
        }
    }

    /** Partners cost more from 2026-07-01; an unknown role gets the default of 100. */
    private record RateTable() implements DecisionTable {
        @Override
        public String name() {
            return "rate-card";
        }

        @Override
        public Optional<Row> decide(Map<String, String> inputs, LocalDate on) {
            boolean late = !on.isBefore(LocalDate.of(2026, 7, 1));
            return Optional.of(
                    switch (inputs.getOrDefault("role", "")) {
                        case "partner" -> late ? row(2, "320.00", "130") : row(3, "300.00", "120");
                        case "consultant" -> row(4, "150.00", "60");
                        default -> row(5, "100.00", "50");
                    });
        }

        private static Row row(int number, String rate, String cost) {
            return new Row(
                    "rate-card", number, Map.of("rate", rate, "currency", "EUR", "cost", cost));
        }
    }
}
