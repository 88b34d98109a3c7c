package throughline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import throughline.releases.ScenarioFile;
import throughline.scenario.Scenario;
import throughline.scenario.ScenarioReport;
import throughline.scenario.ScenarioRun;

/**
 * The commercial core by itself: how long contracts take from signature to the last journal, with
 * billing, revenue and books, as scenarios run them.
 */
final class Contracts {

    private static final int THREADS = 2;
    private static final LocalDate START = LocalDate.of(2024, 1, 1);

    private Contracts() {}

    /**
     * Runs contracts of ordinary size on two threads, and one that grows.
     *
     * @param contracts how many ordinary ones are run; the time of 100,000 follows from them
     */
    static void measure(int contracts) throws Exception {
        Scenario ordinary = scenario(10, 24, 3);
        run(ordinary, contracts / 10);
        double seconds = run(ordinary, contracts);
        double all = seconds * 100_000 / contracts;
        Bench.say(
                "contracts: %d of 10 lines, 24 months and 3 amendments in %.1f s on %d threads:"
                        + " 100,000 in %.0f s (at most 60)",
                contracts, seconds, THREADS, all);
        double two = perMonth(24);
        double ten = perMonth(120);
        Bench.say(
                "contracts: a month of a contract of 10 lines: %.2f ms over 2 years, %.2f ms over"
                    + " 10: ratio %.2f (1 when a month costs the same however many came before)",
                two, ten, ten / two);
    }

    private static double perMonth(int months) throws Exception {
        Scenario one = scenario(10, months, 0);
        int times = Math.max(4, 2_400 / months);
        run(one, times);
        return run(one, times) * 1_000 * THREADS / times / months;
    }

    private static double run(Scenario scenario, int times) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(THREADS);
        try {
            long began = System.nanoTime();
            List<Callable<ScenarioReport>> shares = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                shares.add(() -> ScenarioRun.of(scenario));
            }
            for (Future<ScenarioReport> each : workers.invokeAll(shares)) {
                ScenarioReport report = each.get();
                if (!report.holds()) {
                    throw new IllegalStateException(
                            report.brokenIdentities()
                                    + " "
                                    + report.refusals()
                                    + " "
                                    + report.failed());
                }
            }
            return (System.nanoTime() - began) / 1e9;
        } finally {
            workers.shutdownNow();
        }
    }

    /** Half of the lines by instalments, half by fees of every month; each amended in price. */
    private static Scenario scenario(int lines, int months, int amendments) throws IOException {
        LocalDate end = START.plusMonths(months);
        StringBuilder file = new StringBuilder("scenario: A contract\ncontract:\n");
        file.append("  currency: EUR\n  lines:\n");
        for (int i = 0; i < lines; i++) {
            file.append(i % 2 == 0 ? dated(i, months, end) : monthly(i, end));
        }
        file.append("firm:\n  policies:\n    approvals: {settings: {changed-deal: amendment}}\n");
        file.append("calendar:\n  - {on: ").append(START).append(", happens: signed}\n");
        for (int i = 1; i <= amendments; i++) {
            String on = START.plusMonths((long) i * months / (amendments + 1)).toString();
            int line = 2 * (i - 1) % lines;
            file.append(
                    "  - {on: %s, happens: amended, contract: {lines: [{id: L%d, %s}]}}\n"
                            .formatted(on, line, schedule(months, i * 240)));
        }
        file.append("  - {on: %s, expect: {exceptions: []}}\n".formatted(end.plusMonths(2)));
        Path written = Files.createTempFile("contract", ".yaml");
        try {
            Files.writeString(written, file);
            return switch (ScenarioFile.read(written, Optional.empty())) {
                case ScenarioFile.Whole(var scenario) -> scenario;
                case ScenarioFile.Faulty(var faults) ->
                        throw new IllegalStateException(faults.toString());
            };
        } finally {
            Files.delete(written);
        }
    }

    private static String dated(int line, int months, LocalDate end) {
        return "    - {id: L%d, pricingModel: fixed-fee-calendar, from: %s, until: %s, %s}%n"
                .formatted(line, START, end, schedule(months, 0));
    }

    /** A price and its instalments every quarter, the last of which takes what was agreed more. */
    private static String schedule(int months, int more) {
        int quarters = months / 3;
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < quarters; i++) {
            parts.append(parts.isEmpty() ? "" : ", ")
                    .append(
                            "{on: %s, amount: %d}"
                                    .formatted(
                                            START.plusMonths(3L * i),
                                            3_000 + (i == quarters - 1 ? more : 0)));
        }
        return "amount: %d, instalments: [%s]".formatted(months * 1_000 + more, parts);
    }

    private static String monthly(int line, LocalDate end) {
        return "    - {id: L%d, pricingModel: retainer, fee: 1000, from: %s, until: %s}%n"
                .formatted(line, START, end);
    }
}
