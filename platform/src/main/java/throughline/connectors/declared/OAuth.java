package throughline.connectors.declared;

import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import throughline.connectors.Authorization;
import throughline.connectors.ConnectorException;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.Json;
import throughline.connectors.Reply;
import throughline.connectors.Request;
import throughline.connectors.VendorHttp;

/**
 * OAuth 2.0: one token serves all calls until it ends or is refused; then one caller fetches the
 * next while the others wait for it.
 *
 * <p><b>Source</b> RFC 6749, sections 4.4 and 6; RFC 7523, section 2.1.
 */
final class OAuth implements Authorization {

    private static final Duration BEFORE_THE_END = Duration.ofSeconds(60);

    private final Grant grant;
    private final Map<String, String> auth;
    private final RefreshTokens refreshTokens;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Token token;

    /** By what one gets a token. */
    enum Grant {
        CLIENT_CREDENTIALS,
        REFRESH_TOKEN,
        JWT_BEARER
    }

    private record Token(String text, Instant until) {}

    /**
     * Tokens for a system.
     *
     * @param auth what its file says, secrets resolved
     * @param refreshTokens where tokens are kept that the vendor exchanges at each use
     */
    OAuth(Grant grant, Map<String, String> auth, RefreshTokens refreshTokens, InstantSource clock) {
        this.grant = grant;
        this.auth = Map.copyOf(auth);
        this.refreshTokens = refreshTokens;
        this.clock = clock;
    }

    @Override
    public void authorize(
            HttpRequest.Builder request, VendorHttp http, ConnectorException.Call call) {
        Token current = token;
        boolean good = current != null && clock.instant().isBefore(current.until());
        request.setHeader(
                "Authorization",
                "Bearer " + (good && current != null ? current : fetched(http, call)).text());
    }

    @Override
    public void refused() {
        token = null;
    }

    private Token fetched(VendorHttp http, ConnectorException.Call call) {
        fetching.lock();
        try {
            Token current = token;
            if (current != null && clock.instant().isBefore(current.until())) {
                return current;
            }
            Token fresh = fetch(http, call);
            token = fresh;
            return fresh;
        } finally {
            fetching.unlock();
        }
    }

    /** Whatever happens to the request for a token, the call that needs it was not sent. */
    private Token fetch(VendorHttp http, ConnectorException.Call call) {
        Optional<String> kept =
                grant == Grant.REFRESH_TOKEN ? refreshTokens.kept() : Optional.empty();
        Reply reply = asked(http, call, kept.orElse(said("refreshToken")));
        if (kept.isPresent() && reply.status() == 400) {
            // Somebody may have authorized us anew since: then the file's token is the newer one.
            reply = asked(http, call, said("refreshToken"));
        }
        Map<String, Object> answer = reply.object();
        Optional<String> fresh = Json.text(answer, "access_token");
        if (reply.status() != 200 || fresh.isEmpty()) {
            throw without(
                    call,
                    Kind.UNAUTHORIZED,
                    "it answered "
                            + reply.status()
                            + Json.text(answer, "error")
                                    .filter(code -> code.matches("[a-z_]{1,40}"))
                                    .map(code -> ", " + code)
                                    .orElse(""),
                    null);
        }
        Json.text(answer, "refresh_token").ifPresent(refreshTokens::keep);
        return new Token(fresh.get(), clock.instant().plus(lasts(answer)));
    }

    private static Duration lasts(Map<String, Object> answer) {
        Duration said =
                Json.text(answer, "expires_in")
                        .filter(text -> text.matches("[0-9]{1,9}"))
                        .map(text -> Duration.ofSeconds(new BigDecimal(text).longValue()))
                        .orElse(Duration.ofDays(1));
        Duration margin =
                said.dividedBy(10).compareTo(BEFORE_THE_END) < 0
                        ? said.dividedBy(10)
                        : BEFORE_THE_END;
        return said.minus(margin);
    }

    private Reply asked(VendorHttp http, ConnectorException.Call call, String refreshToken) {
        Map<String, String> form = new LinkedHashMap<>();
        switch (grant) {
            case CLIENT_CREDENTIALS -> form.put("grant_type", "client_credentials");
            case REFRESH_TOKEN -> {
                form.put("grant_type", "refresh_token");
                form.put("refresh_token", refreshToken);
            }
            case JWT_BEARER -> {
                form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
                form.put("assertion", Assertion.signed(auth, clock.instant()));
            }
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        if (said("clientIn").equals("header")) {
            String pair =
                    Request.escaped(said("clientId")) + ":" + Request.escaped(said("clientSecret"));
            headers.put(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        } else {
            add(form, "client_id", "clientId");
            add(form, "client_secret", "clientSecret");
        }
        add(form, "scope", "scope");
        try {
            return http.uncredited(
                    new Request(
                            "get a token",
                            "POST",
                            said("tokenUrl"),
                            encoded(form),
                            headers,
                            call.correlationId()));
        } catch (ConnectorException failed) {
            throw without(call, Kind.UNAUTHORIZED, failed.kind().name(), failed);
        }
    }

    private void add(Map<String, String> form, String name, String ours) {
        if (!said(ours).isEmpty()) {
            form.put(name, said(ours));
        }
    }

    private static byte[] encoded(Map<String, String> form) {
        StringJoiner pairs = new StringJoiner("&");
        form.forEach(
                (name, value) -> pairs.add(Request.escaped(name) + "=" + Request.escaped(value)));
        return pairs.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String said(String name) {
        return auth.getOrDefault(name, "");
    }

    private static ConnectorException without(
            ConnectorException.Call call, Kind kind, String why, @Nullable Throwable cause) {
        return new ConnectorException(
                call, kind, "no-token", "there is no token: " + why, Optional.empty(), cause);
    }
}
