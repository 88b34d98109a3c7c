package throughline.landscape.build;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.calendar.BusinessCalendar;
import throughline.landscape.ClockPolicy;
import throughline.landscape.DecisionTable;
import throughline.landscape.GatePolicy;
import throughline.landscape.Unit;

/** A unit with its overlay applied. */
record CompiledUnit(
        String name,
        List<String> sellingEntities,
        List<String> variations,
        Map<String, DecisionTable> tables,
        List<GatePolicy> gates,
        List<ClockPolicy> clocks,
        BusinessCalendar calendar)
        implements Unit {

    CompiledUnit {
        sellingEntities = List.copyOf(sellingEntities);
        variations = List.copyOf(variations);
        tables = Map.copyOf(tables);
        gates = List.copyOf(gates);
        clocks = List.copyOf(clocks);
    }

    @Override
    public Optional<DecisionTable> table(String table) {
        return Optional.ofNullable(tables.get(table));
    }
}
