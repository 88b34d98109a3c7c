package throughline.contracts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.landscape.Release;
import throughline.landscape.contract.DriftClass;
import throughline.landscape.contract.DriftPolicy;
import throughline.landscape.contract.VendorContract;
import throughline.wording.Counted;

/**
 * What arrives otherwise than declared, by week: what waits for somebody stands first.
 *
 * @param rows newest week first; in a week what holds records before what only is told
 * @param contracts the systems that have one
 * @param waiting how many records wait for a contract, by {@code system:type}
 */
public record DriftView(List<Row> rows, List<String> contracts, Map<String, Long> waiting) {

    public DriftView {
        rows = List.copyOf(rows);
        contracts = List.copyOf(contracts);
    }

    /**
     * One finding in one week.
     *
     * @param open whether it deviates from the contract in force, and nobody accepted it
     * @param accepted by whom and why; blank when nobody did
     * @param read whether a mapping reads it
     * @param stopped whether all records of the type wait for it
     */
    public record Row(
            DriftStore.Week week,
            String sentence,
            String owner,
            boolean open,
            String accepted,
            boolean read,
            boolean stopped) {

        /** In which share of the week's records, {@code 12.5%}. */
        public String share() {
            return Trends.percent(Trends.share(week.records(), week.of()));
        }
    }

    /**
     * What was found.
     *
     * @param since from the week of this day on
     */
    public static DriftView of(
            JdbcClient database, Release release, LocalDate since, LocalDate today) {
        DriftStore store = new DriftStore(database);
        Map<Finding, String> accepted = store.accepted();
        Set<String> stopped = store.stopped();
        List<DriftStore.Week> weeks = new ArrayList<>(store.since(since));
        List<Trends.Count> counts = store.counts(since.minusWeeks(5));
        for (VendorContract contract : release.contracts()) {
            Trends.of(counts, contract, today).stream()
                    .filter(each -> !each.week().isBefore(since))
                    .forEach(weeks::add);
        }
        List<Row> rows = new ArrayList<>();
        for (DriftStore.Week kept : weeks) {
            Finding finding = kept.finding();
            Optional<VendorContract> contract = release.contract(finding.system());
            boolean current =
                    contract.filter(found -> found.fingerprint().equals(finding.contract()))
                            .isPresent();
            DriftStore.Week each = current ? asDecidedNow(kept, contract.orElseThrow()) : kept;
            String by = accepted.getOrDefault(finding, "");
            rows.add(
                    new Row(
                            each,
                            sentence(each),
                            owner(release, finding),
                            current && by.isEmpty() && each.policy() != DriftPolicy.ACCEPT,
                            by,
                            contract.filter(
                                            found ->
                                                    !finding.path().isEmpty()
                                                            && found.read(
                                                                    finding.type(), finding.path()))
                                    .isPresent(),
                            stopped.contains(
                                    finding.system()
                                            + ":"
                                            + finding.type()
                                            + " "
                                            + finding.contract())));
        }
        rows.sort(
                Comparator.comparing((Row row) -> row.week().week())
                        .reversed()
                        .thenComparing(row -> !row.open())
                        .thenComparing(row -> row.week().policy(), Comparator.reverseOrder())
                        .thenComparing(row -> row.week().finding().toString()));
        return new DriftView(
                rows,
                release.contracts().stream().map(VendorContract::system).toList(),
                store.waiting());
    }

    /** The policy may have changed since it was counted: the release in force says what is done. */
    private static DriftStore.Week asDecidedNow(DriftStore.Week week, VendorContract contract) {
        Finding finding = week.finding();
        return new DriftStore.Week(
                finding,
                week.week(),
                week.expected(),
                contract.policy(finding.type(), finding.path(), finding.drift()),
                week.records(),
                week.of(),
                week.example());
    }

    /** Whoever answers for the mapping that reads it, or for the system. */
    static String owner(Release release, Finding finding) {
        return release.mapping(finding.system(), finding.type()).isPresent()
                ? release.ownerOf("mappings/" + finding.system() + "/" + finding.type())
                : release.ownerOf("systems/" + finding.system());
    }

    /** In words. */
    static String sentence(DriftStore.Week week) {
        Finding finding = week.finding();
        return switch (finding.drift()) {
            case NEW_FIELD -> finding.path() + " is not in the contract";
            case MISSING -> finding.path() + " is not there, which always is";
            case RETYPED ->
                    "%s is %s, not %s".formatted(finding.path(), finding.value(), week.expected());
            case NEW_VALUE -> "%s may be %s too".formatted(finding.path(), finding.value());
            case NULLS ->
                    "%s: %s without a value, not %s"
                            .formatted(
                                    finding.path(),
                                    Trends.percent(Trends.share(week.records(), week.of())),
                                    week.expected().replace(" without a value", ""));
            case VOLUME ->
                    "%s a week, %s than %s"
                            .formatted(
                                    Counted.of(week.records(), "record"),
                                    finding.value(),
                                    week.expected());
        };
    }

    /** What waits for somebody, each finding once though it was found in several weeks. */
    public List<Row> open() {
        List<Row> open = new ArrayList<>();
        Set<Finding> seen = new java.util.HashSet<>();
        for (Row row : rows) {
            if (row.open() && seen.add(row.week().finding())) {
                open.add(row);
            }
        }
        return open;
    }

    /** Whether a class is one that no single record shows. */
    public static boolean isTrend(DriftClass drift) {
        return !drift.ofOneRecord();
    }
}
