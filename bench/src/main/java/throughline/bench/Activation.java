package throughline.bench;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import throughline.connectors.Connector;
import throughline.connectors.InProcess;
import throughline.dispatch.Dispatch;
import throughline.dispatch.Lanes;
import throughline.engine.Engine;
import throughline.engine.EngineOptions;
import throughline.intake.Intake;
import throughline.intake.RawMessage;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;

/**
 * Engagements per second from a closed-won record through nine gates, customer, contract and
 * project in two systems that answer at once, write-back and booking; durable between all steps.
 */
final class Activation {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String ACTIVE =
            "select count(*) from engagement where status = 'active' and id like"
                    + " 'crm:Opportunity:V-%'";

    private static final String OPEN =
            "select count(*) from (select from engagement where status <> 'active' and id like"
                    + " 'crm:Opportunity:V-%' limit 1) one";

    private Activation() {}

    /** Measures, prints, and tells how many a second. */
    static double measure(DataSource database, Release release, int deals) throws Exception {
        WarmUp.rounds(round -> run(database, release, "U" + round + "-", deals / 2));
        Bench.settle(database);
        double perSecond = run(database, release, "V-", deals);
        long active = Bench.number(database, ACTIVE);
        if (active != deals) {
            throw new IllegalStateException(active + " of " + deals + " became active");
        }
        Bench.say("activation        %8.0f engagements/s (goal 2500)", perSecond);
        return perSecond;
    }

    private static double run(DataSource database, Release release, String prefix, int deals)
            throws Exception {
        List<RawMessage> won = new ArrayList<>(Firm.masters());
        for (int i = 0; i < deals; i++) {
            won.add(Firm.fixedFee(prefix + i));
        }
        Forward forward = new Forward();
        try (Engine engine =
                        new Engine(
                                database,
                                release,
                                InstantSource.system(),
                                forward,
                                EngineOptions.LOADING);
                Dispatch dispatch = dispatch(database, release, engine);
                Intake intake = new Intake(database, InstantSource.system(), engine::arrived)) {
            forward.to(dispatch);
            dispatch.start();
            Spent spent = Spent.from(database);
            long start = System.nanoTime();
            Bench.accept(intake, won);
            awaitAll(database, prefix, deals);
            double perSecond = deals / Bench.seconds(start);
            spent.say("activation", deals);
            return perSecond;
        }
    }

    static Dispatch dispatch(DataSource database, Release release, Engine engine) {
        Map<String, Connector> connectors = new LinkedHashMap<>();
        List<SystemDeclaration> systems = new ArrayList<>();
        for (SystemDeclaration system : release.systems()) {
            connectors.put(system.name(), new InProcess(system.name()));
            systems.add(unlimited(system));
        }
        return new Lanes(
                        database,
                        engine::submit,
                        partition -> engine.partitions().contains(partition),
                        InstantSource.system())
                .open(systems, connectors);
    }

    /** The same system without the vendor's limits: what answers at once has none. */
    private static SystemDeclaration unlimited(SystemDeclaration system) {
        return new SystemDeclaration(
                system.name(),
                system.role(),
                "in-process",
                system.mode(),
                system.entities(),
                system.units(),
                system.writes(),
                system.owner(),
                Map.of());
    }

    private static void awaitAll(DataSource database, String prefix, int deals) throws Exception {
        String query = ACTIVE.replace("V-", prefix);
        String open = OPEN.replace("V-", prefix);
        long until = System.nanoTime() + PATIENCE.toNanos();
        // Whether one is open is seen at the first that is; counting all would cost what is
        // measured.
        while (Bench.number(database, open) > 0 || Bench.number(database, query) < deals) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException(
                        "only "
                                + Bench.number(database, query)
                                + " of "
                                + deals
                                + " became active");
            }
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
