package throughline.publish;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import throughline.connectors.Secrets;
import throughline.correlation.Trace;

/** Posts one publication to one subscriber, signed. */
final class WebhookPost implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int GONE = 410;

    private final CloudEvents events;
    private final Secrets secrets;
    private final InstantSource clock;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    WebhookPost(CloudEvents events, Secrets secrets, InstantSource clock) {
        this.events = events;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** How it ended; only an answer in the 200s counts as heard. */
    Hearing send(Subscription subscription, Publication publication) throws InterruptedException {
        List<String> signing =
                subscription.secrets().stream()
                        .flatMap(reference -> secrets.resolve(reference).stream())
                        .filter(WebhookSignature::usable)
                        .toList();
        if (signing.isEmpty()) {
            return new Hearing(
                    Hearing.Kind.DEAF,
                    "Cannot sign for "
                            + subscription.id()
                            + ": none of "
                            + subscription.secrets()
                            + " is a secret of the form whsec_ and 24 or more bytes in base64.");
        }
        HttpRequest.Builder laidOut = HttpRequest.newBuilder(subscription.url()).timeout(TIMEOUT);
        byte[] body = laidOut(subscription, publication, laidOut);
        publication.traceparent().ifPresent(each -> laidOut.header(Trace.TRACEPARENT, each));
        Instant now = clock.instant();
        HttpRequest request =
                laidOut.header("webhook-id", publication.id())
                        .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                        .header(
                                "webhook-signature",
                                WebhookSignature.of(signing, publication.id(), now, body))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        try {
            int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return heard(subscription, status);
        } catch (IOException e) {
            return new Hearing(Hearing.Kind.AWAY, subscription.url() + " does not answer: " + e);
        }
    }

    /** Puts the headers of the subscriber's mode on a request; the body. */
    private byte[] laidOut(
            Subscription subscription, Publication publication, HttpRequest.Builder request) {
        return switch (subscription.mode()) {
            case STRUCTURED -> {
                request.header("Content-Type", CloudEvents.MEDIA_TYPE);
                yield events.json(publication);
            }
            case BINARY -> {
                request.header("Content-Type", CloudEvents.DATA_TYPE);
                events.attributes(publication)
                        .forEach(
                                (name, value) ->
                                        request.header("ce-" + name, CloudEvents.header(value)));
                yield events.data(publication);
            }
        };
    }

    private static Hearing heard(Subscription subscription, int status) {
        String sentence = subscription.url() + " answered " + status;
        if (status >= 200 && status < 300) {
            return new Hearing(Hearing.Kind.HEARD, sentence);
        }
        if (status == GONE) {
            return new Hearing(Hearing.Kind.GONE, sentence);
        }
        boolean away = status == 429 || status >= 500;
        return new Hearing(away ? Hearing.Kind.AWAY : Hearing.Kind.DEAF, sentence);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /** How a post ended. */
    record Hearing(Kind kind, String sentence) {

        /** What to make of it. */
        enum Kind {
            /** It got through. */
            HEARD,
            /** The subscriber is not there, or asks for time. */
            AWAY,
            /** The subscriber does not take this one. */
            DEAF,
            /** The subscriber wants nothing any more. */
            GONE
        }
    }
}
