package throughline.twins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Runs the twins in a process of their own until it is ended. */
@Command(
        name = "twins",
        mixinStandardHelpOptions = true,
        description = "Simulated CRM, PSA and ERP over HTTP on loopback, with faults on demand.")
public final class TwinsMain implements Callable<Integer> {

    @Option(names = "--crm-port", description = "0 takes a free one (default).")
    private int crmPort;

    @Option(names = "--psa-port", description = "0 takes a free one (default).")
    private int psaPort;

    @Option(names = "--erp-port", description = "0 takes a free one (default).")
    private int erpPort;

    @Option(
            names = "--seed",
            description = "Everything random follows from it (default ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--generate",
            description = "Live the firm's life: history, then day after day.")
    private boolean generate;

    @Option(
            names = "--history-months",
            description = "Months of history (default ${DEFAULT-VALUE}).")
    private int historyMonths = 3;

    @Option(
            names = "--deals-per-month",
            description = "Deals opened a month (default ${DEFAULT-VALUE}).")
    private int dealsPerMonth = 8;

    @Option(names = "--day-millis", description = "Pace of the present (default ${DEFAULT-VALUE}).")
    private long dayMillis = 4_000;

    @Option(
            names = "--quiet-after",
            description = "Stop opening deals after so many days of the present.")
    private long quietAfter = Long.MAX_VALUE;

    @Option(
            names = "--begin-file",
            description = "Begin to live when this file is there; otherwise at once.")
    private @Nullable Path beginFile;

    @Option(
            names = "--rest-after",
            description = "Change nothing any more after so many days of the present.")
    private long restAfter = Long.MAX_VALUE;

    @Option(names = "--webhook", description = "Notify URL/crm, URL/psa and URL/erp of changes.")
    private @Nullable String webhook;

    @Option(names = "--webhook-secret", description = "whsec_ and base64; signs the notifications.")
    private String webhookSecret = "whsec_dHdpbnMtc2VjcmV0LW9mLXRoZS1kZW1vLTMyYnl0ZXM=";

    @Option(names = "--ready-file", description = "Written as JSON when all three answer.")
    private @Nullable Path readyFile;

    @Spec private @Nullable CommandSpec spec;

    /** Starts the process. */
    public static void main(String[] arguments) {
        System.exit(Telling.line(new TwinsMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        check(new Limits(Objects.requireNonNull(spec).commandLine()));
        try (Twins twins = Twins.start(new TwinsOptions(crmPort, psaPort, erpPort, seed))) {
            FirmLife life = new FirmLife(twins, seed);
            if (generate) {
                life.history(today(), historyMonths, dealsPerMonth);
            }
            if (webhook != null) {
                twins.subscribe(webhook, webhookSecret);
            }
            ready(twins);
            live(life);
        }
        return 0;
    }

    private void check(Limits limits) {
        limits.port("--crm-port", crmPort);
        limits.port("--psa-port", psaPort);
        limits.port("--erp-port", erpPort);
        limits.number("--history-months", historyMonths, 0, 240);
        limits.number("--deals-per-month", dealsPerMonth, 0, 10_000);
        limits.number("--day-millis", dayMillis, 1, TimeUnit.DAYS.toMillis(1));
        limits.number("--quiet-after", quietAfter, 0, Long.MAX_VALUE);
        limits.number("--rest-after", restAfter, 0, Long.MAX_VALUE);
        if (webhook != null) {
            limits.address("--webhook", webhook);
        }
        limits.secret("--webhook-secret", webhookSecret);
    }

    private void live(FirmLife life) {
        while (beginFile != null && !Files.exists(beginFile) && waited()) {
            // Whoever watches is not there yet.
        }
        for (long day = 0; waited(); day++) {
            try {
                if (day >= restAfter) {
                    continue;
                }
                if (generate && day < quietAfter) {
                    life.day(today());
                } else if (generate) {
                    life.quietDay(today());
                }
            } catch (RuntimeException failure) {
                System.err.println("this day went wrong, the next one comes: " + failure);
            }
        }
    }

    private boolean waited() {
        try {
            TimeUnit.MILLISECONDS.sleep(dayMillis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void ready(Twins twins) throws IOException {
        ObjectNode addresses = Json.object();
        addresses.put("crm", twins.crm().url()).put("psa", twins.psa().url());
        addresses.put("erp", twins.erp().url());
        System.out.println(addresses);
        if (readyFile != null) {
            Path unfinished = readyFile.resolveSibling(readyFile.getFileName() + ".part");
            Files.write(unfinished, Json.bytes(addresses));
            Files.move(unfinished, readyFile, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
