package throughline.connectors;

import throughline.align.Action;

/**
 * Carries calls to one system. Blocking; called from virtual threads, by many at once.
 *
 * <p><b>Errors</b> Writes and probes answer with values, whatever the system does; only {@link
 * #read} throws a {@link ConnectorException}, for whoever polls to try again.
 */
public interface Connector extends AutoCloseable {

    /** What it can do; the same for as long as it lives. */
    Capabilities capabilities();

    /**
     * Brings about what the action says.
     *
     * @param idempotencyKey the same for every attempt of the same action
     */
    Answer write(Action action, String idempotencyKey);

    /**
     * Looks for the record that the action would make, by its natural key. A record that was begun
     * and not finished (a draft) is not found: {@link #write} takes up where it was left.
     */
    Probe probe(Action action);

    /**
     * Records of a type that changed at or after a watermark, oldest change first.
     *
     * @throws ConnectorException when the system does not answer as it should
     */
    Page read(String type, Watermark after);

    @Override
    default void close() {}
}
