package throughline.connectors;

import java.time.Duration;
import java.util.Set;
import throughline.align.Action;

/** A system that hands us files and takes nothing. */
final class SourceOnly implements Connector {

    private static final Capabilities NONE =
            new Capabilities(Set.of(), Set.of(), Set.of(), Set.of(), Duration.ZERO);

    private final String system;

    SourceOnly(String system) {
        this.system = system;
    }

    @Override
    public Capabilities capabilities() {
        return NONE;
    }

    @Override
    public Answer write(Action action, String idempotencyKey) {
        return Answer.notWritten(action);
    }

    @Override
    public Probe probe(Action action) {
        return Probe.notSearched(action);
    }

    @Override
    public Page read(String type, Watermark after) {
        throw new IllegalStateException(system + " hands us files, it is never polled");
    }
}
