package throughline.twins;

import java.net.URI;
import java.time.InstantSource;

/** The three twins of one firm, running. */
public final class Twins implements AutoCloseable {

    private final TwinClock clock = new TwinClock(InstantSource.system());
    private final CrmTwin crm;
    private final PsaTwin psa;
    private final ErpTwin erp;

    private Twins(TwinsOptions options) {
        crm = new CrmTwin(options.crmPort(), options.seed(), clock);
        psa = new PsaTwin(options.psaPort(), options.seed() + 1, clock);
        erp = new ErpTwin(options.erpPort(), options.seed() + 2, clock);
    }

    /** Starts all three. */
    public static Twins start(TwinsOptions options) {
        Twins twins = new Twins(options);
        twins.crm.start();
        twins.psa.start();
        twins.erp.start();
        return twins;
    }

    /** Notifies {@code base/crm}, {@code base/psa} and {@code base/erp} of changes. */
    public void subscribe(String base, String secret) {
        crm.subscribe(URI.create(base + "/crm"), secret);
        psa.subscribe(URI.create(base + "/psa"), secret);
        erp.subscribe(URI.create(base + "/erp"), secret);
    }

    /** The CRM. */
    public CrmTwin crm() {
        return crm;
    }

    /** The PSA. */
    public PsaTwin psa() {
        return psa;
    }

    /** The ERP. */
    public ErpTwin erp() {
        return erp;
    }

    TwinClock clock() {
        return clock;
    }

    @Override
    public void close() {
        crm.close();
        psa.close();
        erp.close();
    }
}
