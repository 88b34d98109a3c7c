package throughline.connectors;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import throughline.connectors.ConnectorException.Kind;

/**
 * OAuth 2.0 client credentials. One token serves all calls until the system refuses it; then one
 * caller fetches the next while the others wait for it.
 *
 * <p><b>Source</b> RFC 6749, section 4.4.
 */
final class ClientCredentials implements Authorization {

    private final String tokenPath;
    private final String clientId;
    private final String clientSecret;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable String token;

    ClientCredentials(String tokenPath, String clientId, String clientSecret) {
        this.tokenPath = tokenPath;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    @Override
    public void authorize(
            HttpRequest.Builder request, VendorHttp http, ConnectorException.Call call) {
        String current = token;
        request.setHeader(
                "Authorization", "Bearer " + (current == null ? fetched(http, call) : current));
    }

    @Override
    public void refused() {
        token = null;
    }

    private String fetched(VendorHttp http, ConnectorException.Call call) {
        fetching.lock();
        try {
            String current = token;
            if (current != null) {
                return current;
            }
            String fresh = fetch(http, call);
            token = fresh;
            return fresh;
        } finally {
            fetching.unlock();
        }
    }

    private String fetch(VendorHttp http, ConnectorException.Call call) {
        String form =
                "grant_type=client_credentials&client_id="
                        + Request.escaped(clientId)
                        + "&client_secret="
                        + Request.escaped(clientSecret);
        Reply reply;
        try {
            reply =
                    http.send(
                            HttpRequest.newBuilder(URI.create(http.base() + tokenPath))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .header("Accept", "application/json")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    form, StandardCharsets.UTF_8))
                                    .build(),
                            call);
        } catch (ConnectorException failed) {
            // Whatever happened to the request for a token, the call itself was not sent.
            throw unauthorized(call, "no token: " + failed.kind(), failed);
        }
        Optional<String> fresh = Json.text(reply.object(), "access_token");
        return fresh.orElseThrow(
                () -> unauthorized(call, "no token, it answered " + reply.status(), null));
    }

    private static ConnectorException unauthorized(
            ConnectorException.Call call, String why, @Nullable Throwable cause) {
        return new ConnectorException(
                call, Kind.UNAUTHORIZED, "unauthorized", why, Optional.empty(), cause);
    }
}
