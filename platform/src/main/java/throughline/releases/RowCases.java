package throughline.releases;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import throughline.landscape.DecisionTable;
import throughline.landscape.Lineage;
import throughline.landscape.Mapping;
import throughline.landscape.Release;
import throughline.landscape.Unit;
import throughline.landscape.build.GoldenCase;
import throughline.landscape.build.GoldenCase.Given;
import throughline.landscape.build.GoldenCase.Subject;

/**
 * Which golden cases go through one row of a table, and not just through the table: a row that none
 * goes through may be wrong while every case is right.
 */
final class RowCases {

    private final Release release;
    private final String table;
    private final OptionalInt line;

    /**
     * Asks of one row.
     *
     * @param table as its file is called below {@code tables/}
     * @param line of the file in this release; empty when the release has no such row
     */
    RowCases(Release release, String table, OptionalInt line) {
        this.release = release;
        this.table = table;
        this.line = line;
    }

    /** Whether the row decides something in the case. */
    boolean meet(GoldenCase golden) {
        return line.isPresent()
                && switch (golden.subject()) {
                    case Subject.Decide decide -> decides(decide);
                    case Subject.Translate(var given, var known) ->
                            Stream.concat(Stream.of(given), known.stream()).anyMatch(this::gives);
                };
    }

    private boolean decides(Subject.Decide decide) {
        return decide.table().equals(ownName())
                && decide.unit()
                        .map(release::unit)
                        .orElse(Optional.of(release.defaultUnit()))
                        .flatMap(unit -> unit.table(decide.table()))
                        .filter(found -> says(found, decide.inputs(), decide.on()))
                        .isPresent();
    }

    /** Whether a mapping asks this row what a code of the record means. */
    private boolean gives(Given given) {
        List<DecisionTable> tables = tables();
        return release.mapping(given.system(), given.type()).map(Mapping::lineage).stream()
                .flatMap(List::stream)
                .filter(field -> field.tables().contains(ownName()))
                .anyMatch(field -> tables.stream().anyMatch(found -> asks(found, field, given)));
    }

    private List<DecisionTable> tables() {
        return Stream.concat(Stream.of(release.defaultUnit()), release.units().stream())
                .map((Unit unit) -> unit.table(ownName()))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private boolean asks(DecisionTable found, Lineage field, Given given) {
        List<String> values =
                field.reads().stream()
                        .filter(Values::isPlain)
                        .flatMap(way -> Values.at(given.record(), way).stream())
                        .toList();
        return CodeReads.meet(found, values, this::isIt);
    }

    private boolean says(DecisionTable found, Map<String, String> inputs, LocalDate on) {
        return found.decide(inputs, on).filter(this::isIt).isPresent();
    }

    private boolean isIt(DecisionTable.Row row) {
        return row.table().equals(table) && row.number() == line.orElseThrow();
    }

    private String ownName() {
        return table.substring(table.lastIndexOf('/') + 1);
    }
}
