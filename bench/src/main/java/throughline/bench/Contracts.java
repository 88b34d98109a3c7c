package throughline.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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

    /** Fewer of them end before the compiler does, and leave the measurement to cold code. */
    private static final int WARMING_UP = 1_000;

    private Contracts() {}

    /**
     * Runs contracts of ordinary size on two threads, one that grows, and one that often changes.
     *
     * @param contracts how many ordinary ones are run; the time of 100,000 follows from them
     */
    static void measure(int contracts) throws Exception {
        Scenario ordinary = scenario(10, 24, 3);
        WarmUp.rounds(_ -> run(ordinary, WARMING_UP));
        Spent all = run(ordinary, contracts);
        Bench.say(
                "contracts: %d of 10 lines, 24 months and 3 amendments in %.1f s on %d threads,"
                        + " with %.2f ms of computing each: 100,000 in %.0f s of two cores (at most"
                        + " 60)",
                contracts,
                all.seconds(),
                THREADS,
                all.computing() * 1_000 / contracts,
                all.computing() * 100_000 / contracts / THREADS);
        double two = perMonth(24);
        double ten = perMonth(120);
        Bench.say(
                "contracts: a month of a contract of 10 lines: %.2f ms over 2 years, %.2f ms over"
                    + " 10: ratio %.2f (1 when a month costs the same however many came before)",
                two, ten, ten / two);
        Scenario often = scenario(40, 120, 200);
        Scenario seldom = scenario(40, 120, 100);
        run(often, THREADS);
        int times = 2 * THREADS;
        double more = run(often, times).computing() - run(seldom, times).computing();
        Bench.say(
                "contracts: one more amendment of a contract of 40 lines, 10 years and 200"
                        + " amendments: %.2f ms (at most 5)",
                more * 1_000 / times / 100);
    }

    private static double perMonth(int months) throws Exception {
        Scenario one = scenario(10, months, 0);
        int times = Math.max(8, 4_800 / months);
        run(one, times);
        return run(one, times).computing() * 1_000 / times / months;
    }

    /**
     * What a run took.
     *
     * @param seconds by the clock
     * @param computing seconds of processor time, which others on the machine disturb less
     */
    private record Spent(double seconds, double computing) {}

    private static Spent run(Scenario scenario, int times) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(THREADS);
        try {
            long began = System.nanoTime();
            List<Callable<Long>> shares = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                shares.add(() -> computing(scenario));
            }
            long computing = 0;
            for (Future<Long> each : workers.invokeAll(shares)) {
                computing += each.get();
            }
            return new Spent((System.nanoTime() - began) / 1e9, computing / 1e9);
        } finally {
            workers.shutdownNow();
        }
    }

    private static long computing(Scenario scenario) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        ScenarioReport report = ScenarioRun.of(scenario);
        if (!report.holds()) {
            throw new IllegalStateException(
                    report.brokenIdentities() + " " + report.refusals() + " " + report.failed());
        }
        return threads.getCurrentThreadCpuTime() - before;
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
            LocalDate on = START.plusDays((long) i * months * 30 / (amendments + 1));
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
