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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import throughline.connectors.ConnectorException.Kind;

/**
 * HTTP to one system, with every ending told apart: not sent, sent without an answer, answered. One
 * time-out spans the whole exchange, body included, so that a trickling answer cannot hold a lane.
 */
final class VendorHttp implements AutoCloseable {

    private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final String system;
    private final URI base;
    private final Duration timeout;
    private final Authorization authorization;
    private final HttpClient client;

    VendorHttp(String system, URI base, Duration timeout, Authorization authorization) {
        this.system = system;
        this.base = base;
        this.timeout = timeout;
        this.authorization = authorization;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /**
     * The answer to a call, with fresh credentials after a first refusal of them.
     *
     * @throws ConnectorException when there is no answer of the system's own
     */
    Reply exchange(Request request) {
        Reply reply = once(request);
        if (reply.status() == 401) {
            authorization.refused();
            reply = once(request);
        }
        return Replies.checked(request.call(system), reply);
    }

    private Reply once(Request request) {
        ConnectorException.Call call = request.call(system);
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(base + request.path()))
                        .header("Accept", "application/json")
                        .header("X-Correlation-Id", call.correlationId());
        request.headers().forEach(builder::header);
        authorization.authorize(builder, this, call);
        byte @Nullable [] body = request.body();
        if (body == null) {
            builder.method(request.method(), BodyPublishers.noBody());
        } else {
            builder.header("Content-Type", request.contentType())
                    .method(request.method(), BodyPublishers.ofByteArray(body));
        }
        return send(builder.build(), call);
    }

    /** Sends without credentials of its own: for fetching those. */
    Reply send(HttpRequest request, ConnectorException.Call call) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(
                        request,
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(response.statusCode(), response.headers(), response.body());
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

    URI base() {
        return base;
    }

    private ConnectorException ended(ConnectorException.Call call, @Nullable Throwable cause) {
        if (cause instanceof ConnectException
                || cause instanceof java.net.http.HttpConnectTimeoutException) {
            return failure(
                    call, Kind.UNREACHABLE, "no connection to " + base.getAuthority(), cause);
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
