package throughline.connectors.declared;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import throughline.connectors.Authorization;
import throughline.connectors.ConnectorException;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.Reply;
import throughline.connectors.VendorHttp;

/** Credentials out of what a file says. */
final class Credentials {

    private Credentials() {}

    /**
     * What to put on calls.
     *
     * @param secret resolves what a file refers to
     */
    static Authorization of(
            HttpSystem system, UnaryOperator<String> secret, RefreshTokens refreshTokens) {
        SignIn signIn = system.signIn();
        Authorization usual = ofKind(system, secret, refreshTokens);
        return signIn.kind().equals("session") || signIn.headers().isEmpty()
                ? usual
                : new Beside(usual, headers(signIn, signedIn(system, secret)));
    }

    private static Authorization ofKind(
            HttpSystem system, UnaryOperator<String> secret, RefreshTokens refreshTokens) {
        SignIn signIn = system.signIn();
        return switch (signIn.kind()) {
            case "basic" -> {
                String pair =
                        secret.apply(signIn.text("user"))
                                + ":"
                                + secret.apply(signIn.text("password"));
                yield Authorization.fixed(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
            }
            case "bearer" ->
                    Authorization.fixed(
                            "Authorization", "Bearer " + secret.apply(signIn.text("token")));
            case "api-key" ->
                    Authorization.fixed(signIn.text("header"), secret.apply(signIn.text("apiKey")));
            case "oauth2" -> {
                Map<String, String> auth = resolved(signIn, secret);
                OAuth.Grant grant =
                        OAuth.Grant.valueOf(
                                signIn.text("grant").toUpperCase(Locale.ROOT).replace('-', '_'));
                yield new OAuth(grant, auth, refreshTokens, InstantSource.system());
            }
            case "session" ->
                    signIn.login()
                            .<Authorization>map(login -> new Session(login, system, secret))
                            .orElse((request, http, call) -> {});
            default -> (request, http, call) -> {};
        };
    }

    private static Map<String, String> resolved(SignIn signIn, UnaryOperator<String> secret) {
        Map<String, String> auth = new HashMap<>();
        signIn.texts().forEach((name, text) -> auth.put(name, secret.apply(text)));
        return auth;
    }

    /** What expressions about signing in may name. */
    private static Given signedIn(HttpSystem system, UnaryOperator<String> secret) {
        return Given.NOTHING
                .with("auth", resolved(system.signIn(), secret))
                .with("values", system.values());
    }

    private static Map<String, String> headers(SignIn signIn, Given given) {
        Map<String, String> headers = new LinkedHashMap<>();
        signIn.headers()
                .forEach(
                        (name, term) ->
                                term.text(given).ifPresent(value -> headers.put(name, value)));
        return headers;
    }

    /** Further headers beside those of a kind of signing in. */
    private record Beside(Authorization usual, Map<String, String> headers)
            implements Authorization {

        @Override
        public void authorize(
                HttpRequest.Builder request, VendorHttp http, ConnectorException.Call call) {
            usual.authorize(request, http, call);
            headers.forEach(request::setHeader);
        }

        @Override
        public void refused() {
            usual.refused();
        }
    }

    /**
     * A session: opened by the first call that needs it and again when it is refused, by one caller
     * while the others wait.
     */
    private static final class Session implements Authorization {
        private final CallPlan login;
        private final HttpSystem system;
        private final Given given;
        private final ReentrantLock opening = new ReentrantLock();
        private volatile @Nullable Map<String, String> open;

        Session(CallPlan login, HttpSystem system, UnaryOperator<String> secret) {
            this.login = login;
            this.system = system;
            this.given = signedIn(system, secret);
        }

        @Override
        public void authorize(
                HttpRequest.Builder request, VendorHttp http, ConnectorException.Call call) {
            Map<String, String> headers = open;
            (headers == null ? opened(http, call) : headers).forEach(request::setHeader);
        }

        @Override
        public void refused() {
            open = null;
        }

        private Map<String, String> opened(VendorHttp http, ConnectorException.Call call) {
            opening.lock();
            try {
                Map<String, String> already = open;
                if (already != null) {
                    return already;
                }
                Map<String, String> headers = login(http, call);
                open = headers;
                return headers;
            } finally {
                opening.unlock();
            }
        }

        /** Whatever happens to it, the call that needs the session was not sent. */
        private Map<String, String> login(VendorHttp http, ConnectorException.Call call) {
            try {
                Reply reply =
                        system.rules()
                                .judged(
                                        call,
                                        http.uncredited(
                                                login.request(
                                                        "open a session",
                                                        given,
                                                        system.encoding(),
                                                        call.correlationId())));
                SignIn signIn = system.signIn();
                Map<String, String> headers = headers(signIn, system.rules().given(given, reply));
                if (headers.size() < signIn.headers().size()) {
                    throw unopened(
                            call, Kind.UNAUTHORIZED, "the answer to the login lacks it", null);
                }
                return headers;
            } catch (NoValueException none) {
                throw unopened(call, Kind.UNAUTHORIZED, none.sentence(), null);
            } catch (ConnectorException failed) {
                Kind kind =
                        failed.kind() == Kind.LIMITED || failed.kind() == Kind.UNREACHABLE
                                ? failed.kind()
                                : Kind.UNAUTHORIZED;
                throw unopened(call, kind, failed.code() + ", " + failed.kind(), failed);
            }
        }

        private static ConnectorException unopened(
                ConnectorException.Call call,
                Kind kind,
                String why,
                @Nullable ConnectorException cause) {
            return new ConnectorException(
                    call,
                    kind,
                    "no-session",
                    "no session could be opened: " + why,
                    cause == null ? Optional.empty() : cause.retryAfter(),
                    cause);
        }
    }
}
