package throughline.connectors;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import throughline.connectors.ConnectorException.Kind;
import throughline.correlation.Trace;

/**
 * HTTP to one system, with every ending told apart: not sent, sent without an answer, answered. One
 * time-out spans the whole exchange, body included, so that a trickling answer cannot hold a lane.
 */
public final class VendorHttp implements AutoCloseable {

    private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;
    private static final int SHORTEST_SECRET = 4;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final String system;
    private final URI base;
    private final Duration timeout;
    private final Authorization authorization;
    private final HttpClient client;
    private final Optional<String> leftHeader;
    private volatile Set<String> secrets = Set.of();

    /**
     * Where a system answers.
     *
     * @param base its address, below which all paths are
     * @param timeout of one call, its answer included
     * @param leftHeader the header in which it tells how many calls are left in this minute
     */
    public record Address(String system, URI base, Duration timeout, Optional<String> leftHeader) {}

    /**
     * HTTP to a system.
     *
     * @param tls whom to trust and who we are, where that is not the machine's usual
     */
    public VendorHttp(Address address, Authorization authorization, Optional<SSLContext> tls) {
        this.system = address.system();
        this.base = address.base();
        this.timeout = address.timeout();
        this.leftHeader = address.leftHeader();
        this.authorization = authorization;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .followRedirects(HttpClient.Redirect.NEVER);
        tls.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /**
     * The answer to a call, with fresh credentials after a first refusal of them.
     *
     * @throws ConnectorException when there is no answer of the system's own
     */
    Reply exchange(Request request) {
        return exchange(request, Judge.USUAL);
    }

    /**
     * The same, with answers judged as this system means them.
     *
     * @throws ConnectorException when the system did not do what was asked
     */
    public Reply exchange(Request request, Judge judge) {
        Reply reply = once(request);
        if (judge.expired(reply)) {
            authorization.refused();
            reply = once(request);
        }
        try {
            return judge.judged(request.call(system), reply);
        } catch (ConnectorException failure) {
            throw masked(failure);
        }
    }

    private Reply once(Request request) {
        ConnectorException.Call call = request.call(system);
        HttpRequest.Builder builder = plain(request, target(request));
        Set<String> before = builder.copy().build().headers().map().keySet();
        authorization.authorize(builder, this, call);
        HttpRequest made = builder.build();
        rememberSecrets(made, before);
        return send(made, call);
    }

    /** What credentials put on a call is secret, also when the vendor repeats it in its answer. */
    private void rememberSecrets(HttpRequest request, Set<String> before) {
        Set<String> shown = new LinkedHashSet<>();
        request.headers()
                .map()
                .forEach(
                        (name, values) -> {
                            if (!before.contains(name)) {
                                for (String value : values) {
                                    shown.add(value);
                                    shown.add(value.substring(value.indexOf(' ') + 1));
                                }
                            }
                        });
        secrets = shown;
    }

    private ConnectorException masked(ConnectorException failure) {
        ConnectorException masked = failure;
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST_SECRET) {
                masked = masked.without(secret);
            }
        }
        return masked;
    }

    /**
     * The answer to a call without credentials, whatever it says: for fetching those, if need be
     * from another host that the system's file names.
     */
    public Reply uncredited(Request request) {
        URI target =
                URI.create(
                        request.path().startsWith("http") ? request.path() : base + request.path());
        return send(plain(request, target).build(), request.call(system));
    }

    private HttpRequest.Builder plain(Request request, URI target) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(target)
                        .header("Accept", "application/json")
                        .header("Accept-Encoding", "gzip")
                        .header("X-Correlation-Id", request.correlationId());
        Trace.current()
                .map(trace -> trace.parent(request.correlationId() + " " + request.operation()))
                .ifPresent(parent -> builder.header(Trace.TRACEPARENT, parent));
        byte @Nullable [] body = request.body();
        if (body == null) {
            builder.method(request.method(), BodyPublishers.noBody());
        } else {
            builder.header("Content-Type", request.contentType())
                    .method(request.method(), BodyPublishers.ofByteArray(body));
        }
        request.headers().forEach(builder::setHeader);
        return builder;
    }

    /**
     * Where a call goes: below the base, or wherever on the same host the system itself sent us.
     */
    private URI target(Request request) {
        if (!request.path().startsWith("http")) {
            return URI.create(base + request.path());
        }
        URI there = URI.create(request.path());
        boolean same =
                base.getScheme().equals(there.getScheme())
                        && base.getAuthority().equals(there.getAuthority());
        if (!same) {
            // Credentials go to nobody else, whatever an answer says.
            throw failure(
                    request.call(system),
                    Kind.UNREADABLE,
                    "it sends us on to "
                            + there.getAuthority()
                            + ", which is not "
                            + base.getAuthority()
                            + "; correct its endpoint",
                    null);
        }
        return there;
    }

    /** Sends as it is. */
    Reply send(HttpRequest request, ConnectorException.Call call) {
        Calls.one();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(
                        request,
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            leftHeader
                    .flatMap(response.headers()::firstValue)
                    .filter(text -> text.matches("\\d{1,9}"))
                    .ifPresent(text -> Calls.left(Long.parseLong(text)));
            return new Reply(response.statusCode(), response.headers(), body(call, response));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw failure(call, Kind.TIMED_OUT, "no answer within " + timeout, e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw failure(call, Kind.DROPPED, "the wait for the answer was ended", e);
        } catch (ExecutionException e) {
            throw ended(call, e.getCause());
        }
    }

    private static byte[] body(ConnectorException.Call call, HttpResponse<byte[]> response) {
        boolean zipped =
                response.headers()
                        .firstValue("Content-Encoding")
                        .filter("gzip"::equalsIgnoreCase)
                        .isPresent();
        if (!zipped || response.body().length == 0) {
            return response.body();
        }
        return Unzipped.of(response.body(), MAX_ANSWER_BYTES)
                .orElseThrow(
                        () ->
                                failure(
                                        call,
                                        Kind.UNREADABLE,
                                        "its compressed answer is broken, or longer than "
                                                + MAX_ANSWER_BYTES
                                                + " bytes",
                                        null));
    }

    /** The system's address. */
    public URI base() {
        return base;
    }

    private ConnectorException ended(ConnectorException.Call call, @Nullable Throwable cause) {
        if (cause instanceof ConnectException
                || cause instanceof java.net.http.HttpConnectTimeoutException) {
            return failure(
                    call, Kind.UNREACHABLE, "no connection to " + base.getAuthority(), cause);
        }
        if (cause instanceof SSLHandshakeException) {
            return failure(
                    call,
                    Kind.UNREACHABLE,
                    "nothing was sent, since "
                            + base.getAuthority()
                            + " and we do not trust each other's certificates; name who signed"
                            + " them under tls in its file",
                    cause);
        }
        if (cause instanceof IOException
                && String.valueOf(cause.getMessage()).contains("capacity")) {
            return failure(
                    call,
                    Kind.UNREADABLE,
                    "the answer is longer than " + MAX_ANSWER_BYTES + " bytes",
                    cause);
        }
        return failure(call, Kind.DROPPED, "the connection ended without an answer", cause);
    }

    private static ConnectorException failure(
            ConnectorException.Call call, Kind kind, String why, @Nullable Throwable cause) {
        return new ConnectorException(call, kind, kind.name(), why, Optional.empty(), cause);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
