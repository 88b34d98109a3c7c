package throughline.contracts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import throughline.landscape.contract.DriftClass;
import throughline.landscape.contract.DriftPolicy;
import throughline.landscape.contract.VendorContract;
import throughline.wording.Counted;

/**
 * Finds in weekly counts what no single record shows: values that stop coming, and types that come
 * far more or less often than they used to. A function of the counts alone.
 */
final class Trends {

    /** Of fewer records nothing is concluded. */
    private static final long FEWEST = 20;

    /** The weeks before that a week is compared with, where no contract says what is usual. */
    private static final int WEEKS = 4;

    private static final BigDecimal SELDOM = new BigDecimal("0.05");
    private static final BigDecimal OFTEN = new BigDecimal("0.5");

    private final Map<String, Map<LocalDate, Map<String, Long>>> byType = new TreeMap<>();

    private Trends(List<Count> counts) {
        for (Count each : counts) {
            byType.computeIfAbsent(each.system() + ":" + each.type(), _ -> new TreeMap<>())
                    .computeIfAbsent(each.week(), _ -> new TreeMap<>())
                    .put(each.path(), each.records());
        }
    }

    /**
     * How many records of a type came in a week.
     *
     * @param path blank for all; otherwise those without a value there
     */
    record Count(String system, String type, LocalDate week, String path, long records) {}

    /**
     * What deviates.
     *
     * @param today a week that is not over says nothing about volumes
     */
    static List<DriftStore.Week> of(List<Count> counts, VendorContract contract, LocalDate today) {
        Trends trends = new Trends(counts);
        List<DriftStore.Week> found = new ArrayList<>();
        for (String type : contract.schemas().types().keySet()) {
            Map<LocalDate, Map<String, Long>> weeks =
                    trends.byType.getOrDefault(contract.system() + ":" + type, Map.of());
            for (LocalDate week : sinceTheFirst(weeks, today)) {
                trends.nulls(contract, type, weeks, week).forEach(found::add);
                if (!week.plusDays(7).isAfter(today)) {
                    trends.volume(contract, type, weeks, week).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    /** Every week from the first that is known, also those in which nothing came at all. */
    private static List<LocalDate> sinceTheFirst(
            Map<LocalDate, Map<String, Long>> weeks, LocalDate today) {
        return weeks.keySet().stream()
                .min(Comparator.naturalOrder())
                .filter(first -> !first.isAfter(today))
                .map(first -> first.datesUntil(today.plusDays(1), Period.ofWeeks(1)).toList())
                .orElse(List.of());
    }

    private static long of(Map<LocalDate, Map<String, Long>> weeks, LocalDate week, String path) {
        return weeks.getOrDefault(week, Map.of()).getOrDefault(path, 0L);
    }

    private List<DriftStore.Week> nulls(
            VendorContract contract,
            String type,
            Map<LocalDate, Map<String, Long>> weeks,
            LocalDate week) {
        List<DriftStore.Week> found = new ArrayList<>();
        long all = of(weeks, week, "");
        if (all < FEWEST) {
            return found;
        }
        Set<String> paths = new TreeSet<>(weeks.getOrDefault(week, Map.of()).keySet());
        paths.remove("");
        for (String path : paths) {
            Optional<BigDecimal> usual = usualShare(contract, type, weeks, week, path);
            BigDecimal share = share(of(weeks, week, path), all);
            if (usual.filter(each -> each.compareTo(SELDOM) <= 0).isPresent()
                    && share.compareTo(OFTEN) >= 0) {
                found.add(
                        week(
                                contract,
                                new Finding(
                                        contract.system(),
                                        type,
                                        contract.fingerprint(),
                                        path,
                                        DriftClass.NULLS,
                                        ""),
                                week,
                                percent(usual.get()) + " without a value",
                                new Extent(of(weeks, week, path), all)));
            }
        }
        return found;
    }

    private static Optional<BigDecimal> usualShare(
            VendorContract contract,
            String type,
            Map<LocalDate, Map<String, Long>> weeks,
            LocalDate week,
            String path) {
        BigDecimal declared = contract.declared().absent().get(type + "." + path);
        if (declared != null) {
            return Optional.of(declared);
        }
        long all = 0;
        long without = 0;
        for (int back = 1; back <= WEEKS; back++) {
            all += of(weeks, week.minusWeeks(back), "");
            without += of(weeks, week.minusWeeks(back), path);
        }
        return all < FEWEST ? Optional.empty() : Optional.of(share(without, all));
    }

    private Optional<DriftStore.Week> volume(
            VendorContract contract,
            String type,
            Map<LocalDate, Map<String, Long>> weeks,
            LocalDate week) {
        Optional<BigDecimal> usual = usualVolume(contract, type, weeks, week);
        long now = of(weeks, week, "");
        BigDecimal count = BigDecimal.valueOf(now);
        BigDecimal two = BigDecimal.valueOf(2);
        return usual.filter(each -> each.compareTo(BigDecimal.valueOf(FEWEST)) >= 0)
                .filter(
                        each ->
                                count.compareTo(each.multiply(two)) > 0
                                        || count.multiply(two).compareTo(each) < 0)
                .map(
                        each ->
                                week(
                                        contract,
                                        new Finding(
                                                contract.system(),
                                                type,
                                                contract.fingerprint(),
                                                "",
                                                DriftClass.VOLUME,
                                                count.compareTo(each) > 0 ? "more" : "fewer"),
                                        week,
                                        "about "
                                                + Counted.of(
                                                        each.setScale(0, RoundingMode.HALF_UP),
                                                        "record")
                                                + " a week",
                                        new Extent(now, now)));
    }

    /**
     * What a week's records are measured by; a week in which nothing came counts as one of none.
     */
    private static Optional<BigDecimal> usualVolume(
            VendorContract contract,
            String type,
            Map<LocalDate, Map<String, Long>> weeks,
            LocalDate week) {
        BigDecimal declared = contract.declared().perWeek().get(type);
        if (declared != null) {
            return Optional.of(declared);
        }
        if (!weeks.keySet().stream().anyMatch(each -> !each.isAfter(week.minusWeeks(WEEKS)))) {
            return Optional.empty(); // too short a time to know what is usual
        }
        long all = 0;
        for (int back = 1; back <= WEEKS; back++) {
            all += of(weeks, week.minusWeeks(back), "");
        }
        return Optional.of(
                BigDecimal.valueOf(all).divide(BigDecimal.valueOf(WEEKS), 4, RoundingMode.HALF_UP));
    }

    private record Extent(long records, long of) {}

    private static DriftStore.Week week(
            VendorContract contract,
            Finding finding,
            LocalDate week,
            String expected,
            Extent extent) {
        DriftPolicy policy = contract.policy(finding.type(), finding.path(), finding.drift());
        return new DriftStore.Week(
                finding, week, expected, policy, extent.records(), extent.of(), 0);
    }

    static BigDecimal share(long part, long all) {
        return all == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(all), 6, RoundingMode.HALF_UP);
    }

    static String percent(BigDecimal share) {
        return share.movePointRight(2).setScale(1, RoundingMode.HALF_UP).toPlainString() + "%";
    }
}
