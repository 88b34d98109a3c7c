package throughline.connectors.salesforce;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import throughline.connectors.ConnectorException;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.Reply;
import throughline.connectors.Request;

/**
 * What objects are made of. Asked once and again every hour, which is when a field that was added
 * is first read; one that was taken away is noticed at once, since queries for it are refused.
 *
 * <p><b>Threads</b>: for any number of callers.
 */
final class Descriptions {

    private static final Duration GOOD_FOR = Duration.ofHours(1);

    private final Org org;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Description description, String modified, long nanos) {
        boolean good() {
            return System.nanoTime() - nanos < GOOD_FOR.toNanos();
        }
    }

    Descriptions(Org org) {
        this.org = org;
    }

    /**
     * What an object is made of.
     *
     * @throws ConnectorException when it is not described
     */
    Description of(String object) {
        Known before = known.get(object);
        if (before != null && before.good()) {
            return before.description();
        }
        Request request =
                org.get(
                        "describe " + object,
                        "/sobjects/" + Request.escaped(object) + "/describe",
                        "describe-" + object);
        Reply reply =
                org.call(
                        before == null || before.modified().isEmpty()
                                ? request
                                : request.with("If-Modified-Since", before.modified()));
        Description description =
                reply.status() == 304 && before != null
                        ? before.description()
                        : Description.of(reply.object());
        if (!description.has("Id")) {
            throw new ConnectorException(
                    request.call(org.system()),
                    Kind.UNREADABLE,
                    "no-description",
                    "its answer does not say what " + object + " is made of");
        }
        known.put(
                object,
                new Known(
                        description,
                        reply.headers().firstValue("Last-Modified").orElse(""),
                        System.nanoTime()));
        return description;
    }

    /** Asks anew from here on. */
    void forget() {
        known.clear();
    }
}
