package throughline.connectors;

import java.time.Duration;
import java.util.Optional;

/** Tells what an answer means, where HTTP alone does not. */
public interface Judge {

    /** By status and body, as systems usually mean them. */
    Judge USUAL =
            new Judge() {
                @Override
                public boolean expired(Reply reply) {
                    return reply.status() == 401;
                }

                @Override
                public Reply judged(ConnectorException.Call call, Reply reply) {
                    return Replies.checked(call, reply);
                }
            };

    /** How long an answer asks to be left alone. */
    static Optional<Duration> retryAfter(Reply reply) {
        return Replies.retryAfter(reply);
    }

    /** Whether the credentials were not taken, so that new ones may help. */
    boolean expired(Reply reply);

    /**
     * The reply, when the system did what was asked.
     *
     * @throws ConnectorException otherwise
     */
    Reply judged(ConnectorException.Call call, Reply reply);
}
